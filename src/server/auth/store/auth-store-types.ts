import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Article } from "#domain/model/article.ts";
import type { NewOrganization } from "../../db/settings/organizations.ts";
import type { Reader } from "../../db/store/store.ts";
import type { ScopedWriter } from "../../db/store/scoped-writer.ts";
import type { NewMember } from "../../db/team/members.ts";

/** The tables of authentication, and the audit log, in which it records its actions. */
type AuthTable =
  | "users"
  | "login"
  | "credential"
  | "verification"
  | "secondStep"
  | "recoveryCode"
  | "setupLink"
  | "invitation"
  | "audit";

/** Reads all tables, and writes those of authentication. */
export type AuthWriter = ScopedWriter<AuthTable>;

/** The changes that authentication makes to rows of others, within its open transaction. */
export interface OrganizationChanges {
  create(organization: NewOrganization, articles: readonly Article[]): Promise<void>;
  rename(orgId: OrgId, name: string): Promise<void>;
  addMember(orgId: OrgId, member: NewMember): Promise<void>;
  restoreMember(orgId: OrgId, id: MemberId, joining: Pick<NewMember, "name" | "role">): Promise<void>;
  setRequiresSecondStep(orgId: OrgId, required: boolean): Promise<void>;
}

/** One transaction, with everything that authentication may write. */
export interface AuthTransaction {
  writer: AuthWriter;
  organizations: OrganizationChanges;
}

/**
 * The database as authentication may use it. It writes no session, fact, message or setting, which only `record` may
 * write.
 */
export interface AuthStore extends Reader {
  /** Runs `work` in one transaction; rolls back if it throws. See `Store.transact`. */
  transact<T>(work: (writer: AuthWriter, organizations: OrganizationChanges) => Promise<T>): Promise<T>;
}
