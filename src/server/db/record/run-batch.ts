import { catchUp } from "#domain/conversations/catch-up.ts";
import { type NumberedFact, sessionOf } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Refusal } from "#domain/model/refusal.ts";
import type { Command, Needs, Scene } from "#domain/model/scene.ts";
import { movesLine, settle } from "#domain/routing/assign-waiting.ts";
import { change, enter, type Ledger } from "./unit-of-work.ts";
import { type Known, openLedger, readForSettling, readNeeds } from "./read-unit-of-work.ts";
import { writeLedger } from "./write-unit-of-work.ts";
import { type Means, sceneOf } from "./build-scene.ts";
import type { Reader, Writer } from "../store/store.ts";

/** What became of one command. */
export interface Outcome<Result> {
  result: Result;
  refusal: Refusal | null;
  facts: readonly NumberedFact[];
  now: Instant;
}

/** What is to be done for one organization. */
export interface Batch<Result> {
  orgId: OrgId;
  commands: readonly Command<Result>[];
}

/** Runs commands in their order inside one transaction, each on what the last one left. */
export async function carryOut<Result>(
  writer: Writer,
  { orgId, commands }: Batch<Result>,
  means: Means,
  known: Known,
): Promise<Outcome<Result>[]> {
  await writer.lock(orgId);
  const ledger = await openLedger(writer, orgId, known);
  await readNeeds(
    writer,
    ledger,
    commands.map(({ needs }) => needs),
  );
  const scene = sceneOf(ledger, means);
  const outcomes: Outcome<Result>[] = [];
  for (const command of commands) outcomes.push(await decide(writer, ledger, scene, command));
  // Whoever was late finds the company erased: it hears them out and keeps nothing.
  if (ledger.isErased) return outcomes.map((outcome) => ({ ...outcome, facts: [] }));
  await writeLedger(writer, ledger);
  known.image.learn(ledger);
  return outcomes;
}

async function decide<Result>(
  reader: Reader,
  ledger: Ledger,
  scene: Scene,
  { needs, decide: decideOn }: Command<Result>,
): Promise<Outcome<Result>> {
  const before = ledger.facts.length;
  const touched = touchedBy(needs, scene);
  for (const id of touched) {
    const session = scene.session(id);
    if (session !== null) enter(ledger, catchUp(scene, session));
  }

  const { facts, changes, refusal, result } = decideOn(scene);
  change(ledger, changes ?? {});
  enter(ledger, facts);

  const happened = ledger.facts.slice(before).map(({ fact }) => fact);
  // Who asks for the line may have come because there is room for it now: a member arrived, or the sweep looks.
  const drains = movesLine(happened, changes) || needs.line === true;
  if (drains) await readForSettling(reader, ledger);
  const concerned = new Set([...touched, ...happened.flatMap((fact) => sessionOf(fact) ?? [])]);
  enter(ledger, settle(scene, [...concerned], drains));

  return { result, refusal, facts: ledger.facts.slice(before), now: ledger.now };
}

/** The sessions a command is about: what is overdue for them is recorded first. */
function touchedBy({ sessions = [], send, customer, heldBy }: Needs, scene: Scene): SessionId[] {
  const ids = [
    ...sessions,
    ...(send === undefined ? [] : [send.sessionId]),
    ...(customer === undefined ? [] : scene.sessionsOf(customer).map(({ id }) => id)),
    ...(heldBy === undefined ? [] : scene.heldBy(heldBy).map(({ id }) => id)),
  ];
  return [...new Set(ids)];
}
