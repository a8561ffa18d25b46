import { eq } from "drizzle-orm";
import type { Store } from "../../db/store/store.ts";
import { setAvailable } from "../../services/team/change-member.ts";
import { ADMIN, PASSWORD, startWorld, type World } from "../test-server.ts";
import { addLogin } from "./prepare-sign-ins.ts";
import { ask, type Company, type Ids, join, lastPart, memberOf, walkIn } from "./organization.ts";

/** Two companies on one Switchboard, and somebody whom the first has let go. */
export interface TwoCompanies extends AsyncDisposable {
  world: World;
  here: Company;
  elsewhere: Company;
  /** The cookie of a member who was let go a moment ago and is still signed in. */
  leaver: { cookie: string };
  /** Tokens that have been used. */
  spent: Pick<Ids, "inviteToken" | "setUpToken">;
}

const OTHER_ADMIN = "zoe@moss.example";

/** Opens both on `store`. */
export async function openTwoCompanies(store: Store): Promise<TwoCompanies> {
  const world = await startWorld(store);
  const { house } = world;
  const link = await house.accounts.addCompany("Moss & Mug");
  const setUpToken = lastPart(link);
  const form = { name: "Zoe", email: OTHER_ADMIN, password: PASSWORD, companyName: "Moss & Mug" };
  await house.accounts.setUp({ ...form, token: setUpToken }, "127.0.0.1");
  const here = await companyOf(world, ADMIN);
  const { inviteToken } = await join(house, here.orgId);
  return {
    world,
    here,
    elsewhere: await companyOf(world, OTHER_ADMIN),
    leaver: await letSomebodyGo(world, here),
    spent: { inviteToken, setUpToken },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

async function companyOf({ house }: World, email: string): Promise<Company> {
  const { store, desk } = house;
  const memberId = await memberOf(store, email);
  const { member, organization } = store.tables;
  const [place] = await store.db.select().from(member).where(eq(member.id, memberId));
  if (place === undefined) throw new Error("the admin works nowhere");
  const { orgId } = place;
  const [row] = await store.db.select().from(organization).where(eq(organization.id, orgId));
  const agent = await join(house, orgId);
  const someone = await join(house, orgId);
  const { invitationId } = await ask(house, orgId);
  // Nobody is given a chat by itself: who waits in line stays there.
  for (const id of [memberId, agent.memberId]) await setAvailable(desk, orgId, id, false);
  return {
    orgId,
    widgetKey: row?.widgetKey ?? "",
    admin: { email, memberId },
    agent,
    visitor: await walkIn(house, orgId),
    neighbour: await walkIn(house, orgId),
    has: { memberId: someone.memberId, invitationId, loginId: await addLogin(house, someone.memberId) },
  };
}

/** Their row alone is changed, so that the login stands and only the membership holds them back. */
async function letSomebodyGo({ house, signIn }: World, { orgId }: Company) {
  const { store } = house;
  const { email, memberId } = await join(house, orgId);
  const cookie = await signIn(email);
  await store.transact(async ({ db, tables }) => {
    await db.update(tables.member).set({ active: false }).where(eq(tables.member.id, memberId));
  });
  return { cookie };
}
