import { saveArticle } from "../../services/knowledge/change-article.ts";
import type { ArticleId, CustomerId, InvitationId, MemberId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Composition } from "../../startup/compose.ts";
import { PASSWORD } from "../test-server.ts";

/** A customer, with their browser's token and their open chat. */
export interface TestCustomer {
  token: string;
  customerId: CustomerId;
  sessionId: SessionId;
}

/** All ids and tokens that a call can name. */
export interface Ids {
  sessionId: string;
  customerId: string;
  memberId: string;
  invitationId: string;
  /** The token of an invitation. */
  inviteToken: string;
  /** The token of a set-up link. */
  setUpToken: string;
  /** The token of a link to reset a password. */
  resetToken: string;
  /** The id of a login. */
  loginId: string;
  /** A code of an authenticator app. */
  code: string;
  /** The number of a turn of the switch. */
  switchNo: number;
  /** An article, of which the first version is the newest. */
  articleId: string;
}

/** One of the two companies. */
export interface TestOrganization {
  orgId: OrgId;
  widgetKey: string;
  admin: { email: string; memberId: MemberId };
  agent: { email: string; memberId: MemberId };
  /** The acting customer of the matrix. Only permitted callers change their chat. */
  visitor: TestCustomer;
  /** Another customer of the same company. */
  neighbour: TestCustomer;
  /** The company's other data. */
  has: Pick<Ids, "memberId" | "invitationId" | "loginId" | "articleId">;
}

/** Adds an agent through an invitation. They are not connected, so no chat is assigned to them. */
export async function join(
  { auth, services }: Composition,
  orgId: OrgId,
): Promise<{ email: string; memberId: MemberId; inviteToken: string }> {
  const { link } = await auth.invite(orgId, { email: null, role: "agent", createdBy: null });
  const email = `${crypto.randomUUID()}@example.com`;
  const inviteToken = lastPart(link);
  await auth.acceptInvitation({ token: inviteToken, name: "Ben", email, password: PASSWORD }, "127.0.0.1");
  return { email, memberId: await memberOf(services.store, email), inviteToken };
}

/** Writes an article. @returns its id */
export async function writeArticle(
  { services }: Pick<Composition, "services">,
  orgId: OrgId,
  by: MemberId,
): Promise<ArticleId> {
  const id: ArticleId = `art_${services.newId()}`;
  const content = {
    title: "Hours",
    text: "From nine.",
    language: "en",
    audience: "customers",
    validUntil: null,
  } as const;
  await saveArticle({ services, orgId, by }, { id, expected: 0, content });
  return id;
}

/** Invites somebody. @returns the link's token, and the invitation's id */
export async function ask({ auth, services }: Composition, orgId: OrgId) {
  const { invitation } = services.store.tables;
  const { link } = await auth.invite(orgId, { email: null, role: "agent", createdBy: null });
  const inviteToken = lastPart(link);
  const rows = await services.store.db
    .select({ id: invitation.id, tokenHash: invitation.tokenHash })
    .from(invitation);
  const id: InvitationId | undefined = rows.find(
    ({ tokenHash }) => tokenHash === services.vault.hash(inviteToken),
  )?.id;
  if (id === undefined) throw new Error("the invitation that was made is not there");
  return { inviteToken, invitationId: id };
}

/** Finds the member who signs in with this address. */
export async function memberOf({ db, tables }: Composition["store"], email: string): Promise<MemberId> {
  const rows = await db.select({ id: tables.member.id, email: tables.member.email }).from(tables.member);
  const found = rows.find((row) => row.email === email);
  if (found === undefined) throw new Error("no member has this address");
  return found.id;
}

/** The token of a link: the text after the last slash, equals sign or hash. */
export function lastPart(link: string): string {
  return link.slice(Math.max(...["/", "=", "#"].map((before) => link.lastIndexOf(before))) + 1);
}
