/**
 * Every id has a prefix that names its type, so that `getSession("mem_…")` does not compile and logs are readable.
 * Ids are random and grant no access: permissions depend on the caller, never on knowing an id.
 */
export type OrgId = `org_${string}`;
export type MemberId = `mem_${string}`;
export type CustomerId = `cus_${string}`;
export type SessionId = `ses_${string}`;
export type MessageId = `msg_${string}`;
export type TurnId = `trn_${string}`;
export type ArticleId = `art_${string}`;
export type InvitationId = `inv_${string}`;
