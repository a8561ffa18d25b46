import { useMe } from "./me-context.ts";

/** Whether the member who looks is an admin. Only what is shown depends on it: the server asks again. */
export function useIsAdmin(): boolean {
  return useMe().member.role === "admin";
}
