import type { Chat } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { button } from "./elements/button.ts";
import { words } from "./locale/strings.ts";
import { h, type Kid } from "./dom/virtual-dom.ts";

/** The one region that speaks politely: how the connection fares, for all to see, and what only a reader is told. */
export function banner({ moment, status }: ChatState, chat: Chat): Kid[] {
  const kind = moment.banner;
  return [
    h(
      "div",
      { role: "status" },
      kind !== "none" && h("p", `banner ${kind}`, words[kind === "stuck" ? "reconnecting" : kind]),
      h("span", "hidden", status),
    ),
    kind === "stuck" && button("link banner", words.$tryNow, () => chat.reconnect()),
  ];
}
