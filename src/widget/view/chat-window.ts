import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { answeredCard, threadCard } from "./answered-card.ts";
import { connectionBanner } from "./connection-banner.ts";
import { composer } from "./composer.ts";
import { conversationLog } from "./conversation/conversation-log.ts";
import { isForgotten, isFramed } from "./dom/frame-and-touch.ts";
import { header } from "./header.ts";
import { strings } from "./locale/reader-locale.ts";
import { letterSent, startForm } from "./start-form.ts";
import { h, type VirtualNode, type VirtualElement } from "./dom/virtual-dom.ts";
import { button } from "./elements/button.ts";
import type { LaterPart } from "./conversation/later-part.ts";
import { queuePosition } from "./queue-position.ts";

/**
 * The chat window: header, banner and the current stage.
 *
 * @param later - `null` until it is loaded
 */
export function chatWindow(state: ChatState, chat: ChatController, later: LaterPart | null): VirtualElement {
  const { settings, window, asking } = state;
  const label = strings.$dialog(settings?.companyName ?? "");
  const onkeydown = ({ key, isComposing }: KeyboardEvent) => {
    if (key !== "Escape" || isComposing) return;
    if (asking !== "nothing") chat.store.set({ asking: "nothing" });
    else chat.close();
  };
  return h(
    "main",
    // Named, because the parent page has a main element of its own.
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
      connectionBanner(state, chat),
      isForgotten && h("p", "banner", strings.$forgotten),
      stage(state, chat, later),
    ),
  );
}

function stage(state: ChatState, chat: ChatController, later: LaterPart | null): VirtualNode[] {
  const ended = state.session?.talk.ended;
  if (state.settings && state.letter === "sent") return [letterSent(chat)];
  if (state.settings && state.letter === "open") return [startForm(state, chat, true)];
  // Nothing is shown in another company's colours, or without any.
  switch (state.settings && state.stage) {
    case null:
    case "loading":
      return [];
    case "form":
      return [
        answeredCard(state, chat),
        startForm(state, chat, state.settings?.availability.takesChats === false),
      ];
    case "thread":
      return [threadCard(chat), conversationLog(state, chat, later), composer(state, chat)];
    case "chat":
      return [
        queuePosition(state, chat),
        conversationLog(state, chat, later),
        later
          ? later.closingNotice(state, chat)
          : ended && button("primary", strings.$startNew, () => chat.showStartForm()),
        ended === null && composer(state, chat),
      ];
  }
}
