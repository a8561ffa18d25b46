import type { Chat } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { three } from "./conversation/message-in-progress.ts";
import { banner } from "./connection-banner.ts";
import { closing } from "./closing-notice.ts";
import { composer } from "./composer.ts";
import { conversationLog } from "./conversation/conversation-log.ts";
import { isFramed } from "./dom/device-detection.ts";
import { header } from "./header.ts";
import { words } from "./locale/strings.ts";
import { startForm } from "./start-form.ts";
import { h, type Kid, type Tree } from "./dom/virtual-dom.ts";
import { waiting } from "./queue-position.ts";

/** The window. */
export function app(state: ChatState, chat: Chat): Tree {
  const { settings, window, asking } = state;
  const label = words.$dialog(settings?.companyName ?? "");
  const onkeydown = ({ key, isComposing }: KeyboardEvent) => {
    if (key !== "Escape" || isComposing) return;
    if (asking !== "nothing") chat.ask("nothing");
    else chat.close();
  };
  return h(
    "main",
    // The page around has a main part of its own.
    { "aria-label": label },
    h(
      "div",
      {
        class: "window",
        role: "dialog",
        "aria-label": label,
        "aria-modal": isFramed && window.full && "true",
        onkeydown,
      },
      header(state, chat),
      banner(state, chat),
      stage(state, chat),
    ),
  );
}

function stage(state: ChatState, chat: Chat): Kid[] {
  switch (state.stage) {
    case "loading":
      return [h("div", { class: "skeleton", role: "img", "aria-label": words.$loading }, three())];
    case "form":
      return [startForm(state, chat)];
    case "chat":
      return [
        waiting(state, chat),
        conversationLog(state, chat),
        closing(state, chat),
        state.session?.talk.ended === null && composer(state, chat),
      ];
  }
}
