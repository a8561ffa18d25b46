import { useMe } from "../../live/me-context.ts";
import { useInbox } from "../../live/use-inbox.ts";

/** Whether the organization has never had a chat. */
export function useHasNoChats(): boolean {
  const { hasChats } = useMe();
  const { data: inbox } = useInbox();
  return !hasChats && inbox?.cards.length === 0;
}
