import { useEffect, useState } from "react";
import { countUnread } from "#domain/views/inbox.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { api } from "../../../api/api-hooks.ts";
import { markChatRead } from "../../../live/mark-chat-read.ts";
import { usePageAttention } from "./use-page-attention.ts";
import type { Chat } from "../chat/use-chat-view.ts";

/**
 * Marks a chat as read while it is visible: its lane is loaded, the page has the focus, and the end is in view.
 *
 * @returns the number of messages above the "New" separator; `null` for no separator. It stays while the page has the
 *   focus, even when the reader scrolls up to look for it.
 */
export function useMarkRead(
  { customer, session, mail, unread, read, lane }: Chat,
  isAtEnd: boolean,
): number | null {
  const utils = api.useUtils();
  const isPageActive = usePageAttention() && lane !== null;
  const isEndVisible = isPageActive && isAtEnd;
  const [line, setLine] = useState<{ in: SessionId; after: number } | null>(null);
  const newAfter = line?.in === session.id ? line.after : null;
  if (!isEndVisible && unread > 0 && (newAfter === null || newAfter < read))
    setLine({ in: session.id, after: read });
  if (!isPageActive && unread === 0 && newAfter !== null) setLine(null);

  useEffect(() => {
    if (isEndVisible && unread > 0) markChatRead(utils, customer.id, session);
  }, [isEndVisible, unread, utils, customer.id, session]);
  // Mail beside a chat is in the same thread.
  useEffect(() => {
    if (isEndVisible && mail !== null && countUnread(mail) > 0)
      markChatRead(utils, customer.id, mail.session);
  }, [isEndVisible, mail, utils, customer.id]);
  return newAfter;
}
