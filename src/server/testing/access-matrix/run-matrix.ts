import type { AnyProcedure, AnyTRPCRouter } from "@trpc/server";
import { advice } from "../../../../test/advice.ts";
import { appRouter } from "../../api/router.ts";
import type { RequiredCaller } from "../../api/procedures/procedures.ts";
import { databaseHash } from "../../db/testing/database-hash.ts";
import { presentActors, type PresentActor, TRANSPORTS, type Transport, withFreshChat } from "./actors.ts";
import type { Answer, Call } from "./caller.ts";
import { SAMPLE_CALLS, type SampleCall } from "./sample-calls.ts";
import type { Ids } from "./test-organization.ts";
import type { Cell, Naming, ExpectedAnswers } from "./expected-answers.ts";
import type { TwoOrganizations } from "./two-organizations.ts";

/** One call of the matrix. */
interface Question {
  procedure: string;
  naming: Naming;
  actor: PresentActor;
  transport: Transport;
  expected: Cell;
}

const NAMINGS: readonly Naming[] = ["own", "foreign", "absent", "malformed"];
const MALFORMED: Ids = {
  sessionId: "ses_'; drop table session; --",
  customerId: "../cus_1",
  memberId: "MEM_1",
  invitationId: "",
  inviteToken: "",
  setUpToken: "x".repeat(201),
  resetToken: "",
  loginId: "session 1",
  code: "",
  switchNo: -1,
  articleId: "art 1",
};

const ADD_SPECIMEN = advice`add a specimen to ${"src/server/testing/access-matrix/sample-calls.ts"}`;
const USE_BUILDER = advice`make it with a builder of ${"src/server/api/procedures/procedures.ts"}`;

/** All procedures of the router, by path. */
export const PROCEDURES: Record<string, AnyProcedure> = (appRouter as AnyTRPCRouter)._def.procedures;

/**
 * Makes every call, over both transports, and describes each response that differs from the table, each change made
 * by a refused call, and each difference between foreign and absent ids. Calls that must change nothing come first,
 * then those that may.
 */
export async function runMatrix(both: TwoOrganizations, table: ExpectedAnswers): Promise<string[]> {
  const actors = await presentActors(both);
  const questions = actors.flatMap((actor) => questionsOf(actor, table));
  const [changing, harmless] = [questions.filter(mayChange), questions.filter((one) => !mayChange(one))];
  const complaints = await askHarmless(both, harmless);
  for (const question of changing) complaints.push(...(await askChanging(both, question)));
  for (const { callers } of actors) callers.socket.hangUp();
  return complaints;
}

function questionsOf(actor: PresentActor, table: ExpectedAnswers): Question[] {
  return Object.keys(PROCEDURES).flatMap((procedure) =>
    NAMINGS.flatMap((naming) => {
      const expected = table.expected(procedure, naming, actor.name);
      return expected === null
        ? []
        : TRANSPORTS.map((transport) => ({ procedure, naming, actor, transport, expected }));
    }),
  );
}

function mayChange({ naming, expected }: Question): boolean {
  return naming === "own" && expected === "ok";
}

async function askHarmless(both: TwoOrganizations, questions: readonly Question[]): Promise<string[]> {
  const complaints: string[] = [];
  const { store } = both.world.composition;
  let before = await databaseHash(store);
  for (const group of Map.groupBy(questions, ({ procedure, actor }) => `${procedure} by ${actor.name}`)) {
    const [what, asked] = group;
    const answers = new Map<string, string>();
    for (const question of asked) {
      const answer = await put(question, idsOf(both, question.actor, question.naming));
      answers.set(`${question.naming} ${question.transport}`, answer.body);
      complaints.push(...unexpected(question, answer));
    }
    for (const transport of TRANSPORTS) {
      if (answers.get(`foreign ${transport}`) !== answers.get(`absent ${transport}`))
        complaints.push(`${what} over ${transport} tells foreign from absent`);
    }
    const after = await databaseHash(store);
    if (after !== before) complaints.push(`${what} changed something although it was refused`);
    before = after;
  }
  return complaints;
}

async function askChanging(both: TwoOrganizations, question: Question): Promise<string[]> {
  return unexpected(question, await askPrepared(both, question));
}

/** Makes a call that may change something, in a new chat, once what it needs is there. */
export async function askPrepared(
  both: TwoOrganizations,
  question: Pick<Question, "procedure" | "actor" | "transport">,
): Promise<Answer> {
  const actor = await withFreshChat(both, question.actor);
  const specimen = specimenOf(question.procedure);
  const { company, own } = actor;
  const member = { memberId: memberIdOf(both, actor), name: "Ana" };
  const prepared = await specimen.prepare?.({ world: both.world, company, visitor: own, member });
  const answer = await put({ ...question, actor }, { ...idsOf(both, actor, "own"), ...prepared });
  if (actor.callers !== question.actor.callers) actor.callers.socket.hangUp();
  return answer;
}

function memberIdOf({ shared }: TwoOrganizations, { name, company }: PresentActor) {
  if (name === "agent of both") return shared.memberId;
  return name.startsWith("admin") ? company.admin.memberId : company.agent.memberId;
}

function put(
  { procedure, actor, transport }: Pick<Question, "procedure" | "actor" | "transport">,
  ids: Ids,
): Promise<Answer> {
  return actor.callers[transport].ask(callOf(procedure, JSON.stringify(specimenOf(procedure).input(ids))));
}

/** Creates a call of a procedure, with its input as JSON. */
export function callOf(path: string, input: string): Call {
  const type = PROCEDURES[path]?._def.type;
  if (type === undefined) throw new Error(`there is no ${path}`);
  return { path, type, input };
}

/** The caller required by a procedure's builder. @throws Error for a procedure without one */
export function requiredCallerOf(procedure: string): RequiredCaller {
  const { requiredCaller } = (PROCEDURES[procedure]?._def.meta ?? {}) as { requiredCaller?: RequiredCaller };
  if (requiredCaller === undefined)
    throw new Error(`${procedure} was built without a required caller: ${USE_BUILDER}`);
  return requiredCaller;
}

/** The sample call of a procedure. */
export function specimenOf(procedure: string): SampleCall {
  const specimen = SAMPLE_CALLS[procedure];
  if (specimen === undefined) throw new Error(`nobody knows how to call ${procedure}: ${ADD_SPECIMEN}`);
  return specimen;
}

/** The ids that `naming` stands for, for this actor. */
export function idsOf(both: TwoOrganizations, actor: PresentActor, naming: Naming): Ids {
  const { company, other, own, foreign } = actor;
  const absentTokens = {
    inviteToken: "a".repeat(43),
    setUpToken: "a".repeat(43),
    resetToken: "a".repeat(43),
    code: "000000",
  };
  switch (naming) {
    case "own":
      return { ...own, ...company.has, ...absentTokens, switchNo: 1 };
    case "foreign":
      return { ...foreign, ...other.has, ...both.spent, code: "000000", switchNo: 1 };
    case "absent": {
      const nobodys = crypto.randomUUID();
      return {
        sessionId: `ses_${nobodys}`,
        customerId: `cus_${nobodys}`,
        memberId: `mem_${nobodys}`,
        invitationId: `inv_${nobodys}`,
        loginId: `session_${nobodys}`,
        ...absentTokens,
        switchNo: 1,
        articleId: `art_${nobodys}`,
      };
    }
    case "malformed":
      return MALFORMED;
  }
}

function unexpected(question: Question, { status, body }: Answer): string[] {
  const wanted = wantedOf(question);
  const isWanted = wanted === "none" ? status === 200 && body.includes('"data":[]') : status === wanted;
  return isWanted
    ? []
    : [`${inWords(question)} is answered ${status}, not ${question.expected}: ${body.slice(0, 300)}`];
}

/** The expected status. Subscriptions over HTTP are refused for any caller. */
function wantedOf({ procedure, transport, expected }: Question): number | "none" {
  if (transport === "http" && callOf(procedure, "").type === "subscription") return 405;
  if (expected === "none") return "none";
  return expected === "ok" ? 200 : Number(expected);
}

function inWords({ procedure, naming, actor, transport }: Question): string {
  return `${procedure} of ${naming} by ${actor.name} over ${transport}`;
}
