import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { h, type VirtualNode } from "../view/dom/virtual-dom.ts";
import { holderMark } from "../view/elements/holder-mark.ts";
import { strings } from "./later-locale.ts";
import { renderMarkdown } from "./render-markdown.ts";

/**
 * The message being written. It is outside the log and hidden from screen readers, because the log gets the finished
 * message.
 */
export function messageInProgress(
  { session, streamedAnswer, timeDependent, settings }: ChatState,
  chat: ChatController,
): VirtualNode {
  const turn = session?.talk.turn;
  const typing = timeDependent.typing ?? "";
  const bot = settings?.botName ?? "";
  if (!turn && typing === "") return null;
  const text = turn && streamedAnswer?.turnId === turn.turnId ? streamedAnswer.text : "";
  return h(
    "div",
    { class: "arriving message first last", "aria-hidden": true },
    h("p", "row small", turn ? holderMark("bot", bot) : holderMark("agent", typing)),
    text === ""
      ? h(
          "div",
          "bubble row dots",
          [h("i", ""), h("i", ""), h("i", "")],
          h("span", "", turn ? chat.strings.$replying(bot) : chat.strings.$typing(typing)),
        )
      : h("div", { class: "bubble streaming", dir: "auto" }, renderMarkdown(text)),
    turn && text === "" && timeDependent.slow && h("p", "small", strings.$stillWorking),
  );
}
