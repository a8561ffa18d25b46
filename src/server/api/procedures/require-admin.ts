import { TRPCError } from "@trpc/server";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { getMember } from "../../db/team/members.ts";
import type { Reader } from "../../db/store/store.ts";

/** The caller. */
interface CallingMember {
  orgId: OrgId;
  memberId: MemberId;
}

/**
 * Requires an admin. The role is read from the database at every call: a socket keeps its caller, who may just have
 * become an agent on another instance.
 *
 * @throws {TRPCError} `UNAUTHORIZED` or `FORBIDDEN`
 */
export async function requireAdmin(reader: Reader, { orgId, memberId }: CallingMember): Promise<void> {
  const found = await getMember(reader, orgId, memberId);
  if (found === null || !found.active) throw new TRPCError({ code: "UNAUTHORIZED" });
  if (found.role !== "admin") throw new TRPCError({ code: "FORBIDDEN" });
}
