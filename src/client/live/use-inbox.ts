import { api } from "../api/api-hooks.ts";
import type { InboxSnapshot } from "#domain/views/inbox.ts";

interface Inbox {
  /** `undefined` until it has loaded. */
  data: InboxSnapshot | undefined;
  isError: boolean;
  refetch: () => Promise<unknown>;
}

/** All active and unattended chats: loaded once, then kept up to date by the feed. */
export function useInbox(): Inbox {
  const { data, isError, refetch } = api.agent.inbox.useQuery();
  return { data, isError, refetch };
}
