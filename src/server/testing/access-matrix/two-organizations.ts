import { eq } from "drizzle-orm";
import type { MemberId } from "#domain/model/ids.ts";
import type { Store } from "../../db/store/store.ts";
import { setAvailable } from "../../services/team/change-member.ts";
import { ADMIN, PASSWORD, startTestServer, type TestServer } from "../test-server.ts";
import { addLogin } from "./prepare-second-step.ts";
import {
  ask,
  type TestOrganization,
  type Ids,
  join,
  lastPart,
  memberOf,
  writeArticle,
} from "./test-organization.ts";
import { openChatDirectly } from "./open-chat-directly.ts";

/** Two companies on one server, and a deactivated member of the first. */
export interface TwoOrganizations extends AsyncDisposable {
  world: TestServer;
  here: TestOrganization;
  elsewhere: TestOrganization;
  /** An agent of both, with their place in the first. */
  shared: { email: string; memberId: MemberId };
  /** An agent of the second alone. */
  stray: { email: string };
  /** The cookie of a member who was deactivated and still has a login. */
  leaver: { cookie: string };
  /** Tokens that have already been used. */
  spent: Pick<Ids, "inviteToken" | "setUpToken" | "resetToken">;
}

const OTHER_ADMIN = "zoe@moss.example";

/** Opens both companies on `store`. */
export async function openTwoOrganizations(store: Store): Promise<TwoOrganizations> {
  const server = await startTestServer(store);
  const { composition } = server;
  const link = await composition.auth.addOrganization("Moss & Mug");
  const setUpToken = lastPart(link);
  const form = { name: "Zoe", email: OTHER_ADMIN, password: PASSWORD, companyName: "Moss & Mug" };
  await composition.auth.setUp({ ...form, token: setUpToken }, "127.0.0.1");
  const here = await companyOf(server, ADMIN);
  const { inviteToken, memberId } = await join(composition, here.orgId);
  const by = here.admin.memberId;
  const resetLink = await composition.auth.createPasswordResetLink({ orgId: here.orgId, by }, memberId);
  const resetToken = lastPart(resetLink);
  await composition.auth.resetPassword({ token: resetToken, password: PASSWORD }, "127.0.0.1");
  const elsewhere = await companyOf(server, OTHER_ADMIN);
  return {
    world: server,
    here,
    elsewhere,
    shared: await joinBoth(server, here, elsewhere),
    stray: await join(composition, elsewhere.orgId),
    leaver: await letSomebodyGo(server, here),
    spent: { inviteToken, setUpToken, resetToken },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function companyOf({ composition }: TestServer, email: string): Promise<TestOrganization> {
  const { store, services } = composition;
  const memberId = await memberOf(store, email);
  const { member, organization } = store.tables;
  const [place] = await store.db.select().from(member).where(eq(member.id, memberId));
  if (place === undefined) throw new Error("the admin is in no organization");
  const { orgId } = place;
  const [row] = await store.db.select().from(organization).where(eq(organization.id, orgId));
  const agent = await join(composition, orgId);
  const someone = await join(composition, orgId);
  const { invitationId } = await ask(composition, orgId);
  // Make the members unavailable, so that no chat is assigned automatically and waiting customers stay in the queue.
  for (const id of [memberId, agent.memberId]) await setAvailable(services, orgId, id, false);
  return {
    orgId,
    widgetKey: row?.widgetKey ?? "",
    admin: { email, memberId },
    agent,
    visitor: await openChatDirectly(composition, orgId),
    neighbour: await openChatDirectly(composition, orgId),
    has: {
      memberId: someone.memberId,
      invitationId,
      loginId: await addLogin(composition, someone.memberId),
      articleId: await writeArticle(composition, orgId, memberId),
    },
  };
}

/** Adds an agent to one company, who joins the other with the same account. */
async function joinBoth(
  { composition, signIn }: TestServer,
  here: TestOrganization,
  other: TestOrganization,
) {
  const { auth, services } = composition;
  const { email, memberId } = await join(composition, here.orgId);
  const { link } = await auth.invite(other.orgId, { email, role: "agent", createdBy: null });
  const account = await auth.findAccount(new Headers({ cookie: await signIn(email) }));
  await auth.ownCompanies.join(account?.loginId ?? "", { token: lastPart(link), name: "Ben" });
  await setAvailable(services, here.orgId, memberId, false);
  return { email, memberId };
}

/**
 * Deactivates a member by changing only their row, so that the login stays valid and only the membership refuses
 * them.
 */
async function letSomebodyGo({ composition, signIn }: TestServer, { orgId }: TestOrganization) {
  const { store } = composition;
  const { email, memberId } = await join(composition, orgId);
  const cookie = await signIn(email);
  await store.transact(async ({ db, tables }) => {
    await db.update(tables.member).set({ active: false }).where(eq(tables.member.id, memberId));
  });
  return { cookie };
}
