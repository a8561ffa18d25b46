/**
 * Every identifier wears its noun, so that `getSession("mem_…")` does not compile and a log line explains itself.
 * Ids are random and grant nothing: who may do what is decided from the caller, never from an id.
 */
export type OrgId = `org_${string}`;
export type MemberId = `mem_${string}`;
export type CustomerId = `cus_${string}`;
export type SessionId = `ses_${string}`;
export type MessageId = `msg_${string}`;
export type TurnId = `trn_${string}`;
export type ArticleId = `art_${string}`;
export type InvitationId = `inv_${string}`;
