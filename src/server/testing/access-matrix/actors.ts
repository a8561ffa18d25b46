import type { Composition } from "../../startup/compose.ts";
import { until } from "../test-server.ts";
import { type Caller, type Credentials, overHttp, overSocket } from "./caller.ts";
import { type TestOrganization, type TestCustomer } from "./test-organization.ts";
import { openChatDirectly } from "./open-chat-directly.ts";
import type { TwoOrganizations } from "./two-organizations.ts";

/** The callers, in the words of the table's columns. */
export const ACTORS = [
  "nobody",
  "passer-by",
  "visitor",
  "neighbour",
  "visitor elsewhere",
  "agent",
  "admin",
  "agent elsewhere",
  "admin elsewhere",
  "agent of both",
  "astray",
  "let go",
] as const;

export type Actor = (typeof ACTORS)[number];

/** Both transports. */
export const TRANSPORTS = ["http", "socket"] as const;

export type Transport = (typeof TRANSPORTS)[number];

/** An actor on both transports, with their own ids and foreign ones. */
export interface PresentActor {
  name: Actor;
  callers: Record<Transport, Caller>;
  /** Their organization. An anonymous caller uses the first company's widget. */
  company: TestOrganization;
  /** The customer whose chat is theirs, either because they are that customer or because they hold the chat. */
  own: TestCustomer;
  /** A customer whose chat is not theirs. */
  foreign: TestCustomer;
  other: TestOrganization;
}

/**
 * Creates all actors, with their connections open. Every member's connection is recorded, and finally becomes a fact.
 * All that is done when this returns, so that the database can be compared from then on.
 */
export async function presentActors(both: TwoOrganizations): Promise<PresentActor[]> {
  const before = await factCount(both);
  const present: PresentActor[] = [];
  for (const name of ACTORS) present.push(await one(both, name));
  const members = ACTORS.filter((name) => /agent|admin/.test(name)).length;
  await until(async () => (await factCount(both)) === before + members);
  return present;
}

async function factCount({ world: server }: TwoOrganizations): Promise<number> {
  const { db, tables } = server.composition.store;
  return (await db.select({ no: tables.fact.no }).from(tables.fact)).length;
}

/** Returns the same actor with a new chat of its own. A visitor becomes another person. */
export async function withFreshChat(both: TwoOrganizations, actor: PresentActor): Promise<PresentActor> {
  const own = await openChatDirectly(both.world.composition, actor.company.orgId);
  if (!isVisitor(actor.name)) return { ...actor, own };
  const { widgetKey } = actor.company;
  const shown = { widgetKey, token: own.token };
  return { ...actor, own, callers: callersOf(both.world, shown, { ...actor, own }) };
}

/** Whether an actor has a customer's token. */
function isVisitor(actor: Actor): boolean {
  return ["visitor", "neighbour", "visitor elsewhere"].includes(actor);
}

async function one(both: TwoOrganizations, name: Actor): Promise<PresentActor> {
  const { here, elsewhere } = both;
  const isElsewhere = name.endsWith("elsewhere");
  const [company, other] = isElsewhere ? [elsewhere, here] : [here, elsewhere];
  const own = name === "neighbour" ? company.neighbour : company.visitor;
  const foreign = name === "neighbour" ? company.visitor : other.visitor;
  const about = { company, other, own, foreign };
  const callers = callersOf(both.world, await credentials(both, name, company), about);
  return { name, ...about, callers };
}

async function credentials(
  both: TwoOrganizations,
  name: Actor,
  company: TestOrganization,
): Promise<Credentials> {
  const { widgetKey, visitor, neighbour, agent, admin } = company;
  switch (name) {
    case "nobody":
      return {};
    case "passer-by":
      return { widgetKey };
    case "visitor":
    case "visitor elsewhere":
      return { widgetKey, token: visitor.token };
    case "neighbour":
      return { widgetKey, token: neighbour.token };
    case "agent":
    case "agent elsewhere":
      return { cookie: await both.world.signIn(agent.email) };
    case "admin":
    case "admin elsewhere":
      return { cookie: await both.world.signIn(admin.email) };
    case "agent of both":
      return { cookie: await both.world.signIn(both.shared.email), organization: company.orgId };
    case "astray":
      return { cookie: await both.world.signIn(both.stray.email), organization: company.orgId };
    case "let go":
      return both.leaver;
  }
}

type Belongings = Pick<PresentActor, "company" | "other" | "own" | "foreign">;

function callersOf(
  { composition, origin }: TwoOrganizations["world"],
  shown: Credentials,
  about: Belongings,
) {
  return { http: overHttp(origin, shown), socket: overSocket(origin, shown, () => stir(composition, about)) };
}

/** Sends typing events in the requested chats of either company. */
function stir({ services }: Composition, { company, other, own, foreign }: Belongings): void {
  for (const { orgId } of [company, other])
    for (const { sessionId } of [own, foreign])
      services.ephemeralEvents.publish(orgId, {
        kind: "typing",
        sessionId,
        by: "member",
        name: "Ana",
        at: 0,
      });
}
