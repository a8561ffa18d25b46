import type { ChatState } from "../../chat/chat-state.ts";
import { handlerMark } from "../elements/who-answers.ts";
import { words } from "../locale/strings.ts";
import { markdown } from "../elements/render-markdown.ts";
import { h, type Kid } from "../dom/virtual-dom.ts";

/**
 * What is being said right now. Outside the log and not spoken: the log gets the whole message once it is finished.
 */
export function arriving({ session, words: spoken, moment, settings }: ChatState): Kid {
  const turn = session?.talk.turn;
  const typing = moment.typing ?? "";
  const bot = settings?.botName ?? "";
  if (!turn && typing === "") return null;
  const text = turn && spoken?.turnId === turn.turnId ? spoken.text : "";
  return h(
    "div",
    { class: "arriving message first last", "aria-hidden": true },
    h("p", "row small", turn ? handlerMark("bot", bot) : handlerMark("agent", typing)),
    text === ""
      ? h(
          "div",
          "bubble row dots",
          three(),
          h("span", "", turn ? words.$replying(bot) : words.$typing(typing)),
        )
      : h("div", { class: "bubble streaming", dir: "auto" }, markdown(text)),
    turn && text === "" && moment.slow && h("p", "small", words.$stillWorking),
  );
}

/** Three dots, or three lines of what is not there yet: the stylesheet makes them what they are. */
export function three(): Kid[] {
  return [h("i", ""), h("i", ""), h("i", "")];
}
