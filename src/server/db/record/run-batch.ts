import { catchUp } from "#domain/conversations/catch-up.ts";
import { type NumberedFact, sessionOf } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Refusal } from "#domain/model/refusal.ts";
import type { Scene } from "#domain/model/scene.ts";
import { affectsQueue, assignWaiting } from "#domain/routing/assign-waiting.ts";
import { startDueTurns } from "#domain/bot/start-turn.ts";
import { addChanges, addFacts } from "./unit-of-work.ts";
import { type BatchMemory, openUnitOfWork, readForAssignment, readNeeds } from "./read-unit-of-work.ts";
import { writeUnitOfWork } from "./write-unit-of-work.ts";
import { type DecisionDeps, buildScene } from "./build-scene.ts";
import type { Reader, Writer } from "../store/store.ts";
import type { Command, Needs } from "#domain/model/command.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";

/** What became of one command. */
export interface Outcome<Result> {
  result: Result;
  refusal: Refusal | null;
  facts: readonly NumberedFact[];
  now: Instant;
}

/** What is to be done for one organization. */
export interface CommandBatch<Result> {
  orgId: OrgId;
  commands: readonly Command<Result>[];
}

/** Runs commands in their order inside one transaction, each on what the last one left. */
export async function runBatch<Result>(
  writer: Writer,
  { orgId, commands }: CommandBatch<Result>,
  deps: DecisionDeps,
  known: BatchMemory,
): Promise<Outcome<Result>[]> {
  await writer.lock(orgId);
  const unitOfWork = await openUnitOfWork(writer, orgId, known);
  await readNeeds(
    writer,
    unitOfWork,
    commands.map(({ needs }) => needs),
  );
  const scene = buildScene(unitOfWork, deps);
  const outcomes: Outcome<Result>[] = [];
  for (const command of commands) outcomes.push(await decide(writer, unitOfWork, scene, command));
  // Whoever was late finds the company erased: it hears them out and keeps nothing.
  if (unitOfWork.isErased) return outcomes.map((outcome) => ({ ...outcome, facts: [] }));
  await writeUnitOfWork(writer, unitOfWork);
  known.rowCache.remember(unitOfWork);
  return outcomes;
}

async function decide<Result>(
  reader: Reader,
  unitOfWork: UnitOfWork,
  scene: Scene,
  { needs, decide: decideOn }: Command<Result>,
): Promise<Outcome<Result>> {
  const before = unitOfWork.facts.length;
  const touched = touchedBy(needs, scene);
  for (const id of touched) {
    const session = scene.session(id);
    if (session !== null) addFacts(unitOfWork, catchUp(scene, session));
  }

  const { facts, changes, refusal, result } = decideOn(scene);
  addChanges(unitOfWork, changes ?? {});
  addFacts(unitOfWork, facts);

  const happened = unitOfWork.facts.slice(before).map(({ fact }) => fact);
  // Who asks for the line may have come because there is room for it now: a member arrived, or the sweep looks.
  const mayAssign = affectsQueue(happened, changes) || needs.queue === true;
  if (mayAssign) await readForAssignment(reader, unitOfWork);
  const concerned = new Set([...touched, ...happened.flatMap((fact) => sessionOf(fact) ?? [])]);
  addFacts(unitOfWork, [...startDueTurns(scene, [...concerned]), ...(mayAssign ? assignWaiting(scene) : [])]);

  return { result, refusal, facts: unitOfWork.facts.slice(before), now: unitOfWork.now };
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
