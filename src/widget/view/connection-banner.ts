import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { button } from "./elements/button.ts";
import { strings } from "./locale/reader-locale.ts";
import { h, type VirtualNode } from "./dom/virtual-dom.ts";

/** The only polite region: the visible connection status, and announcements for screen readers. */
export function connectionBanner({ timeDependent, status }: ChatState, chat: ChatController): VirtualNode[] {
  const kind = timeDependent.banner;
  return [
    h(
      "div",
      { role: "status" },
      kind !== "none" && h("p", `banner ${kind}`, strings[kind === "stuck" ? "reconnecting" : kind]),
      h("span", "hidden", status),
    ),
    kind === "stuck" && button("link banner", strings.$tryNow, () => chat.reconnect()),
  ];
}
