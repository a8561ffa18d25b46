import { isDeepStrictEqual } from "node:util";
import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { runBatch, type Outcome } from "./run-batch.ts";
import { createAssignmentOrder } from "../team/assignment-order.ts";
import { DatabaseUnavailable } from "../store/database-unavailable.ts";
import { readFeed } from "../conversations/feed.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createRowCache } from "./row-cache.ts";
import type { BatchMemory } from "./read-unit-of-work.ts";
import type { DecisionDeps } from "./build-scene.ts";
import type { Store, Writer } from "../store/store.ts";
import type { Command } from "./command.ts";

/** The outcome of a recorded command: its result, and all facts it led to. */
interface Recorded<Result> {
  result: Result;
  facts: readonly NumberedFact[];
  /** The time of the write, by the store's clock. */
  now: Instant;
}

/**
 * Runs and records a command: the only function that changes a session. Resolves once the facts are on disk.
 *
 * @throws {Refusal} the refusal of the decision, after its facts were recorded; `too-many` when the queue is full
 * @throws {DatabaseUnavailable} when the outage lasts too long; a message with a client id may safely be sent again
 * @throws when called inside a transaction
 */
export type RecordCommand = <Result>(orgId: OrgId, command: Command<Result>) => Promise<Recorded<Result>>;

export interface RecorderDeps extends DecisionDeps {
  /** Called after each commit with what it added to an organization's feed. Must not throw. */
  onRecorded: (orgId: OrgId, facts: readonly NumberedFact[]) => void;
}

/** Resolves the promise of a command's caller. */
type Acknowledge = (facts: readonly NumberedFact[], now: Instant) => void;

interface Waiting {
  orgId: OrgId;
  command: Command<Acknowledge>;
  fail(error: unknown): void;
}

interface BatchResult {
  orgId: OrgId;
  waiting: readonly Waiting[];
  outcomes: readonly Outcome<Acknowledge>[];
}

const WAITING_MAX = 10_000;
/** How many times a commit is attempted while its response keeps getting lost. After that its commands fail. */
const COMMIT_TRIES = 5;
/** The largest batch. A larger one gains nothing, and its first command waits for the last. */
const BATCH_MAX = 500;

/**
 * Creates the `record` function of a store. Pending commands are written together, with one sync to disk, and
 * acknowledged after the commit. SQLite has one queue; Postgres has one for each organization.
 */
export function createRecorder(store: Store, deps: RecorderDeps): RecordCommand {
  const { waiting, add } = createGroupCommit<Waiting>({
    queueOf: ({ orgId }) => (store.dialect === "sqlite" ? "" : orgId),
    maxBatch: BATCH_MAX,
    commit: createCommit(store, deps),
  });

  return async function record<Result>(orgId: OrgId, command: Command<Result>): Promise<Recorded<Result>> {
    store.assertNoTransaction();
    if (waiting() >= WAITING_MAX) throw new Refusal("too-many");
    const { promise, resolve, reject } = Promise.withResolvers<Recorded<Result>>();
    add({ orgId, command: acknowledging(command, resolve), fail: reject });
    return promise;
  };
}

/**
 * Wraps a command so that its result resolves the caller's promise. The command may run repeatedly, and the last run
 * counts.
 */
function acknowledging<Result>(
  { needs, decide }: Command<Result>,
  resolve: (recorded: Recorded<Result>) => void,
): Command<Acknowledge> {
  return {
    needs,
    decide(scene) {
      const { result, ...decision } = decide(scene);
      return { ...decision, result: (facts, now) => resolve({ result, facts, now }) };
    },
  };
}

/**
 * Creates the commit of a batch. A failed batch is retried one command at a time, so that a faulty command fails
 * alone.
 */
function createCommit(store: Store, deps: RecorderDeps) {
  const [assignmentOrder, rowCache] = [createAssignmentOrder(), createRowCache()];

  async function runAll(writer: Writer, batch: readonly Waiting[]): Promise<BatchResult[]> {
    const done: BatchResult[] = [];
    rowCache.beginTransaction(writer.changeStamp());
    for (const [orgId, waiting] of Map.groupBy(batch, (one) => one.orgId)) {
      const commands = waiting.map(({ command }) => command);
      // On Postgres other instances assign too, which outdates the memory of earlier batches.
      const memory = store.dialect === "sqlite" ? { assignmentOrder, rowCache } : emptyMemory();
      done.push({ orgId, waiting, outcomes: await runBatch(writer, { orgId, commands }, deps, memory) });
    }
    rowCache.endTransaction(writer.changeStamp());
    return done;
  }

  /** Runs a batch exactly once, even if the response to the commit is lost. */
  async function runOnce(batch: readonly Waiting[]): Promise<readonly BatchResult[]> {
    let unanswered: readonly BatchResult[] = [];
    for (let tries = 1; ; tries += 1) {
      try {
        return await store.transact(async (writer) => {
          if (await wasCommitted(writer, unanswered)) return unanswered;
          unanswered = [];
          return (unanswered = await runAll(writer, batch));
        });
      } catch (error) {
        const isUndecided = error instanceof DatabaseUnavailable && error.isUndecided;
        if (!isUndecided || tries === COMMIT_TRIES) throw error;
      }
    }
  }

  return async function commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const all = await runOnce(batch);
      rowCache.confirmCommit();
      for (const done of all) acknowledge(done, deps);
    } catch (error) {
      for (const { orgId } of batch) assignmentOrder.forget(orgId);
      const isAlone = batch.length === 1 || error instanceof DatabaseUnavailable;
      if (isAlone) for (const one of batch) one.fail(error);
      else for (const one of batch) await commit([one]);
    }
  };
}

function emptyMemory(): BatchMemory {
  return { assignmentOrder: createAssignmentOrder(), rowCache: createRowCache() };
}

/**
 * Whether a commit whose response was lost took effect. It looks for the last fact of the commit in the feed, under
 * the organization's lock, which the lost connection holds for as long as it may still commit.
 */
async function wasCommitted(writer: Writer, unanswered: readonly BatchResult[]): Promise<boolean> {
  for (const { orgId, outcomes } of unanswered) {
    // Look for the last one, because an earlier one may have been erased by the same commit.
    const last = outcomes.flatMap(({ facts }) => facts).at(-1);
    if (last === undefined) continue;
    await writer.lock(orgId);
    const [found] = await readFeed(writer, orgId, last.no - 1, 1);
    return found?.no === last.no && isDeepStrictEqual(found.fact, last.fact);
  }
  return false;
}

function acknowledge({ orgId, waiting, outcomes }: BatchResult, { onRecorded }: RecorderDeps): void {
  for (const [index, { refusal, result, facts, now }] of outcomes.entries()) {
    if (refusal === null) result(facts, now);
    else waiting[index]?.fail(refusal);
  }
  const facts = outcomes.flatMap((outcome) => outcome.facts);
  if (facts.length > 0) onRecorded(orgId, facts);
}
