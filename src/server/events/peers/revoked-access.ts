import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";

/** A login that has ended, or a member whose rights have ended or changed. */
export type RevokedMember = { loginId: string } | { orgId: OrgId; memberId: MemberId };

/** The callers whose connections to close, on every instance, because their rights have just ended or changed. */
export type RevokedAccess =
  | RevokedMember
  | { orgId: OrgId; customerIds: readonly CustomerId[] }
  | { everybodyOf: OrgId };
