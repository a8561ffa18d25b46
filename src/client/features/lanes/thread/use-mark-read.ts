import { useEffect, useState } from "react";
import type { SessionId } from "#domain/model/ids.ts";
import { api } from "../../../api/api-hooks.ts";
import { markChatRead } from "../../../live/mark-chat-read.ts";
import { usePageAttention } from "./use-page-attention.ts";
import type { Chat } from "../chat/use-chat.ts";

/**
 * Marks a chat as read once somebody can have read it: the lane is drawn, the page has the keyboard, the end is in view.
 *
 * @returns how many messages lie above the line "New"; `null` draws none. It stays while the reader is there, also
 *   further up, where they may be looking for it.
 */
export function useMarkRead(
  { customer, session, unread, read, lane }: Chat,
  isAtEnd: boolean,
): number | null {
  const utils = api.useUtils();
  const isPresent = usePageAttention() && lane !== null;
  const isAttended = isPresent && isAtEnd;
  const [line, setLine] = useState<{ in: SessionId; after: number } | null>(null);
  const newAfter = line?.in === session.id ? line.after : null;
  if (!isAttended && unread > 0 && (newAfter === null || newAfter < read))
    setLine({ in: session.id, after: read });
  if (!isPresent && unread === 0 && newAfter !== null) setLine(null);

  useEffect(() => {
    if (isAttended && unread > 0) markChatRead(utils, customer.id, session);
  }, [isAttended, unread, utils, customer.id, session]);
  return newAfter;
}
