import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";

/** The callers whose connections to close, on every instance, because their rights have just ended or changed. */
export type RevokedAccess =
  | { loginId: string }
  | { orgId: OrgId; memberId: MemberId }
  | { orgId: OrgId; customerIds: readonly CustomerId[] }
  | { everybodyOf: OrgId };
