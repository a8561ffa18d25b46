import { useMe } from "./me-context.ts";

/** Whether the signed-in member is an admin. For display only, because the server checks permissions itself. */
export function useIsAdmin(): boolean {
  return useMe().member.role === "admin";
}
