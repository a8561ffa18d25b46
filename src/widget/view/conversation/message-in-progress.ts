import type { ChatState } from "../../chat/chat-state.ts";
import { holderMark } from "../elements/who-answers.ts";
import { strings } from "../locale/reader-locale.ts";
import { renderMarkdown } from "../elements/render-markdown.ts";
import { h, type VirtualNode } from "../dom/virtual-dom.ts";

/**
 * The message being written. It is outside the log and hidden from screen readers, because the log gets the finished
 * message.
 */
export function messageInProgress({
  session,
  streamedAnswer,
  timeDependent,
  settings,
}: ChatState): VirtualNode {
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
          h("span", "", turn ? strings.$replying(bot) : strings.$typing(typing)),
        )
      : h("div", { class: "bubble streaming", dir: "auto" }, renderMarkdown(text)),
    turn && text === "" && timeDependent.slow && h("p", "small", strings.$stillWorking),
  );
}
