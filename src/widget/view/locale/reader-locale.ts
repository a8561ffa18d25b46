import { widget } from "#language/widget.ts";
import type { News } from "../../loader/frame-protocol.ts";
import { plural } from "./formats.ts";

const COUNTED_TO = 9;
export const strings = widget;

/** "2" on the bubble, and for screen readers ", 2 unread messages" after the bubble's label. */
export function unreadOnBubble(unread: number): Pick<News, "badge" | "label"> {
  return {
    badge: unread > COUNTED_TO ? `${COUNTED_TO}+` : `${unread || ""}`,
    label: unread ? plural(unread, strings.$unreadSaid) : "",
  };
}
