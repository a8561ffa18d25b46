import type { Chat } from "../chat.ts";
import type { ChatState } from "../chat-state.ts";
import { button } from "./button.ts";
import { words } from "./language.ts";
import { h, type Kid } from "./tree.ts";

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
