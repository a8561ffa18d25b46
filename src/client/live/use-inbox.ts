import { api } from "../api.ts";

/** Every active chat and those nobody has seen to: read once, then kept true by the feed. */
export function useInbox() {
  return api.agent.inbox.useQuery();
}
