import { language, widget } from "#language/widget.ts";
import { pluralsOf } from "#locales/grammar/plural.ts";
import type { News } from "../../loader/frame-protocol.ts";

const COUNTED_TO = 9;
export const strings = widget;
/** "1 message", "2 messages" */
export const plural = pluralsOf(language.code);
/** "2" on the bubble, and for screen readers ", 2 unread messages" after the bubble's label. */
export function unreadOnBubble(unread: number): Pick<News, "badge" | "label"> {
  return {
    badge: unread > COUNTED_TO ? `${COUNTED_TO}+` : `${unread || ""}`,
    label: unread ? plural(unread, strings.$unreadSaid) : "",
  };
}

/** "14:02", in the reader's time zone. */
export const formatTime = new Intl.DateTimeFormat(language.code, { timeStyle: "short" }).format;
/** "Tuesday, 24 November" */
export const formatDate = new Intl.DateTimeFormat(language.code, {
  weekday: "long",
  day: "numeric",
  month: "long",
}).format;
