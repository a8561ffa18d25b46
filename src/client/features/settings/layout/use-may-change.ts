import { useMe } from "../../../live/me-context.ts";

/** Whether the member who looks may also change. The server asks again. */
export function useMayChange(): boolean {
  return useMe().member.role === "admin";
}
