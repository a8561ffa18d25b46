import { TRPCError } from "@trpc/server";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { getMember } from "../../db/team/members.ts";
import type { Reader } from "../../db/store/store.ts";

/** Who asks to be let in. */
interface CallingMember {
  orgId: OrgId;
  memberId: MemberId;
}

/**
 * Lets in an admin. Asked of the database at every call: a socket remembers who came in, and its admin may have become
 * an agent on another machine a moment ago.
 *
 * @throws {TRPCError} `UNAUTHORIZED` or `FORBIDDEN`
 */
export async function requireAdmin(reader: Reader, { orgId, memberId }: CallingMember): Promise<void> {
  const found = await getMember(reader, orgId, memberId);
  if (found === null || !found.active) throw new TRPCError({ code: "UNAUTHORIZED" });
  if (found.role !== "admin") throw new TRPCError({ code: "FORBIDDEN" });
}
