import { decideSetBack } from "#domain/conversations/set-back.ts";
import { overdueFacts } from "#domain/conversations/overdue-facts.ts";
import { type NumberedFact, sessionOf } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Refusal } from "#domain/model/refusal.ts";
import type { Scene } from "#domain/model/scene.ts";
import { attendEarlier, leftBefore } from "#domain/routing/attend-chat.ts";
import { affectsQueue, assignWaiting } from "#domain/routing/assign-waiting.ts";
import { startDueTurns } from "#domain/bot/start-turn.ts";
import { addChanges, addFacts } from "./unit-of-work.ts";
import {
  type BatchMemory,
  openUnitOfWork,
  readForAssignment,
  readNeeds,
  readSessionsNamed,
  readOpenSessions,
} from "./read-unit-of-work.ts";
import { writeUnitOfWork } from "./write-unit-of-work.ts";
import { type DecisionDeps, buildScene } from "./build-scene.ts";
import type { Reader, Writer } from "../store/store.ts";
import type { Command, Needs } from "./command.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";

/** The outcome of one command. */
export interface Outcome<Result> {
  result: Result;
  refusal: Refusal | null;
  facts: readonly NumberedFact[];
  now: Instant;
}

/** The commands of one batch for one organization. */
export interface CommandBatch<Result> {
  orgId: OrgId;
  commands: readonly Command<Result>[];
}

/** Runs commands in order inside one transaction. Each sees the changes of those before it. */
export async function runBatch<Result>(
  writer: Writer,
  { orgId, commands }: CommandBatch<Result>,
  deps: DecisionDeps,
  memory: BatchMemory,
): Promise<Outcome<Result>[]> {
  await writer.lock(orgId);
  const unitOfWork = await openUnitOfWork(writer, orgId, memory);
  await readNeeds(
    writer,
    unitOfWork,
    commands.map(({ needs }) => needs),
  );
  const scene = buildScene(unitOfWork, deps);
  await setClocksBack(writer, unitOfWork, deps);
  const outcomes: Outcome<Result>[] = [];
  for (const command of commands) outcomes.push(await decide(writer, unitOfWork, scene, command));
  // Readers are told of all facts with those of some command.
  const [first, ...others] = outcomes;
  const before = unitOfWork.facts.length - outcomes.reduce((sum, { facts }) => sum + facts.length, 0);
  const all =
    first === undefined || before === 0
      ? outcomes
      : [{ ...first, facts: [...unitOfWork.facts.slice(0, before), ...first.facts] }, ...others];
  // The organization has been erased meanwhile: the commands are answered and nothing is recorded.
  if (unitOfWork.isErased) return all.map((outcome) => ({ ...outcome, facts: [] }));
  await writeUnitOfWork(writer, unitOfWork);
  memory.rowCache.remember(unitOfWork);
  return all;
}

/** Where the clock had been ahead and was set back, no open session keeps an instant that is yet to come. */
async function setClocksBack(
  reader: Reader,
  unitOfWork: UnitOfWork,
  { onSetBack }: DecisionDeps,
): Promise<void> {
  const { now, setBackMs, settings } = unitOfWork;
  if (setBackMs === 0) return;
  onSetBack(setBackMs);
  await readOpenSessions(reader, unitOfWork);
  for (const { session } of unitOfWork.sessions.values())
    addFacts(unitOfWork, decideSetBack(session, now, settings.sessions));
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
    if (session !== null) addFacts(unitOfWork, overdueFacts(scene, session));
  }

  const { facts, changes, refusal, result } = decideOn(scene);
  addChanges(unitOfWork, changes ?? {});
  addFacts(unitOfWork, facts);

  const added = unitOfWork.facts.slice(before).map(({ fact }) => fact);
  // A command that needs the queue may be about new capacity: a member came back, or the scheduler checks.
  const mayAssign = affectsQueue(added, changes) || needs.queue === true;
  if (mayAssign) await readForAssignment(reader, unitOfWork);
  const concerned = new Set([...touched, ...added.flatMap((fact) => sessionOf(fact) ?? [])]);
  addFacts(unitOfWork, [...startDueTurns(scene, [...concerned]), ...(mayAssign ? assignWaiting(scene) : [])]);

  await attendToEarlier(reader, unitOfWork, scene, before);
  return { result, refusal, facts: unitOfWork.facts.slice(before), now: unitOfWork.now };
}

/** Where a member now has the chat of a customer who was left unanswered before, reads what was left and attends to it. */
async function attendToEarlier(
  reader: Reader,
  unitOfWork: UnitOfWork,
  scene: Scene,
  before: number,
): Promise<void> {
  const added = unitOfWork.facts.slice(before).map(({ fact }) => fact);
  const left = added.flatMap((fact) => {
    const session = "sessionId" in fact ? scene.session(fact.sessionId) : null;
    return session === null ? [] : leftBefore(session, fact);
  });
  if (left.length === 0) return;
  await readSessionsNamed(reader, unitOfWork, left);
  addFacts(unitOfWork, attendEarlier(scene, added));
}

/** The sessions a command concerns. They are caught up before its decision runs. */
function touchedBy({ sessions = [], send, customer, heldBy }: Needs, scene: Scene): SessionId[] {
  const ids = [
    ...sessions,
    ...(send === undefined ? [] : [send.sessionId]),
    ...(customer === undefined ? [] : scene.sessionsOf(customer).map(({ id }) => id)),
    ...(heldBy === undefined ? [] : scene.heldBy(heldBy).map(({ id }) => id)),
  ];
  return [...new Set(ids)];
}
