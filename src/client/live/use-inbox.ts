import { api } from "../api/api-hooks.ts";
import type { InboxSnapshot } from "#domain/views/inbox.ts";

interface Inbox {
  /** `undefined` until it has been read. */
  data: InboxSnapshot | undefined;
  isError: boolean;
  refetch: () => Promise<unknown>;
}

/** Every active chat and those nobody has seen to: read once, then kept true by the feed. */
export function useInbox(): Inbox {
  const { data, isError, refetch } = api.agent.inbox.useQuery();
  return { data, isError, refetch };
}
