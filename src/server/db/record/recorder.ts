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
import type { Command } from "#domain/model/command.ts";

/** What was recorded for a command: its result, and every fact it led to. */
interface Recorded<Result> {
  result: Result;
  facts: readonly NumberedFact[];
  /** The store's time of the write. */
  now: Instant;
}

/**
 * Decides and writes down: the only function that changes a session. Settled once the facts are on disk.
 *
 * @throws {Refusal} what the decision refused with, after its facts were recorded; `too-many` when too much waits
 * @throws {DatabaseUnavailable} when the database stays away; what has a client id may be sent again all the same
 * @throws when called inside a transaction
 */
export type RecordCommand = <Result>(orgId: OrgId, command: Command<Result>) => Promise<Recorded<Result>>;

export interface RecorderDeps extends DecisionDeps {
  /** Called after each commit with what it added to an organization's feed. Must not throw. */
  onRecorded: (orgId: OrgId, facts: readonly NumberedFact[]) => void;
}

/** Tells who waits for a command what it led to. */
type Acknowledge = (facts: readonly NumberedFact[], now: Instant) => void;

interface Waiting {
  orgId: OrgId;
  command: Command<Acknowledge>;
  fail(error: unknown): void;
}

interface Done {
  orgId: OrgId;
  waiting: readonly Waiting[];
  outcomes: readonly Outcome<Acknowledge>[];
}

const MOST_WAITING = 10_000;
/** How often a commit may lose its answer before its commands fail. */
const COMMIT_TRIES = 5;
/** More in one transaction gains nothing and lets the first wait for the last. */
const MOST_AT_ONCE = 500;

/**
 * Makes the `record` of a store. Commands that wait are written together and acknowledged after the commit: one sync
 * to disk carries them all. On SQLite everything waits in one line; on Postgres each organization's in its own.
 */
export function createRecorder(store: Store, deps: RecorderDeps): RecordCommand {
  const { waiting, add } = createGroupCommit<Waiting>({
    queueOf: ({ orgId }) => (store.dialect === "sqlite" ? "" : orgId),
    maxBatch: MOST_AT_ONCE,
    commit: createCommit(store, deps),
  });

  return async function record<Result>(orgId: OrgId, command: Command<Result>): Promise<Recorded<Result>> {
    store.assertNoTransaction();
    if (waiting() >= MOST_WAITING) throw new Refusal("too-many");
    const { promise, resolve, reject } = Promise.withResolvers<Recorded<Result>>();
    add({ orgId, command: acknowledging(command, resolve), fail: reject });
    return promise;
  };
}

/** The same decision, whose result is the way to hand it over: it may run more than once, and the last run counts. */
function acknowledging<Result>(
  { needs, decide }: Command<Result>,
  hand: (recorded: Recorded<Result>) => void,
): Command<Acknowledge> {
  return {
    needs,
    decide(scene) {
      const { result, ...decision } = decide(scene);
      return { ...decision, result: (facts, now) => hand({ result, facts, now }) };
    },
  };
}

/** A batch that fails runs again one by one, so that one bad command fails alone. */
function createCommit(store: Store, deps: RecorderDeps) {
  const [assignmentOrder, rowCache] = [createAssignmentOrder(), createRowCache()];

  async function runAll(writer: Writer, batch: readonly Waiting[]): Promise<Done[]> {
    const done: Done[] = [];
    rowCache.beginTransaction(writer.changeStamp());
    for (const [orgId, waiting] of Map.groupBy(batch, (one) => one.orgId)) {
      const commands = waiting.map(({ command }) => command);
      // On Postgres others assign too, so what was learnt last time is worth nothing.
      const memory = store.dialect === "sqlite" ? { assignmentOrder, rowCache } : emptyMemory();
      done.push({ orgId, waiting, outcomes: await runBatch(writer, { orgId, commands }, deps, memory) });
    }
    rowCache.endTransaction(writer.changeStamp());
    return done;
  }

  /** Once, whatever happens to the answer of the commit. */
  async function runOnce(batch: readonly Waiting[]): Promise<readonly Done[]> {
    let unanswered: readonly Done[] = [];
    for (let tries = 1; ; tries += 1) {
      try {
        return await store.transact(async (writer) => {
          if (await hasLanded(writer, unanswered)) return unanswered;
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
 * Whether a commit whose answer was lost has happened. Asked under the organization's lock, which the lost connection
 * holds for as long as it may still commit; answered by the feed, where nobody else can have written the same fact.
 */
async function hasLanded(writer: Writer, unanswered: readonly Done[]): Promise<boolean> {
  for (const { orgId, outcomes } of unanswered) {
    // The last: an earlier one may have been erased by the same commit.
    const last = outcomes.flatMap(({ facts }) => facts).at(-1);
    if (last === undefined) continue;
    await writer.lock(orgId);
    const [found] = await readFeed(writer, orgId, last.no - 1, 1);
    return found?.no === last.no && isDeepStrictEqual(found.fact, last.fact);
  }
  return false;
}

function acknowledge({ orgId, waiting, outcomes }: Done, { onRecorded }: RecorderDeps): void {
  for (const [place, { refusal, result, facts, now }] of outcomes.entries()) {
    if (refusal === null) result(facts, now);
    else waiting[place]?.fail(refusal);
  }
  const facts = outcomes.flatMap((outcome) => outcome.facts);
  if (facts.length > 0) onRecorded(orgId, facts);
}
