import type { LaterPart } from "../view/conversation/later-part.ts";
import { closingNotice } from "./closing-notice.ts";
import { earlierButton, newMessages, showEarlier } from "./earlier-messages.ts";
import { messageInProgress } from "./message-in-progress.ts";
import { messageRows } from "./message-rows.ts";
import style from "./later.css" with { type: "text" };

/** What the first part is handed once this script is loaded. */
export const later: LaterPart = {
  style,
  messageRows,
  earlierButton,
  showEarlier,
  messageInProgress,
  newMessages,
  closingNotice,
};
