import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import type { Chat } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { button, tool } from "./elements/button.ts";
import { isTouch } from "./dom/device-detection.ts";
import { words } from "./locale/strings.ts";
import { h, type Kid, type Tree } from "./dom/virtual-dom.ts";

/** From here on the customer is told how much room is left. */
const COUNTED_FROM = 3_600;
/** What browsers report for a key that an input method is still composing with; Safari says it this way alone. */
const COMPOSING_KEY = 229;

/** Where the customer writes. */
export function composer(state: ChatState, chat: Chat): Tree {
  const { draft, session, settings } = state;
  const left = MESSAGE_MAX_LENGTH - draft.length;
  const talk = session?.talk;
  const askPerson = () =>
    settings?.onPersonAsked === "confirm" ? chat.ask("person") : chat.talk.wish("askPerson");
  const send = () => {
    chat.send();
    document.querySelector("textarea")?.focus();
  };
  return h(
    "div",
    "composer",
    asked(state, chat),
    h(
      "div",
      "box",
      h("textarea", {
        rows: 1,
        dir: "auto",
        "aria-label": words.$message,
        "aria-invalid": left < 0,
        placeholder: `${words.$message}…`,
        enterkeyhint: isTouch ? "enter" : "send",
        value: draft,
        oninput: ({ currentTarget }) => chat.write(currentTarget.value),
        onkeydown: (event) => pressed(event, chat),
      }),
      talk?.turn && tool("stop", words.$stop, () => chat.talk.wish("stopBot")),
      tool("send", words.$send, send, { class: "tool go" }),
    ),
    h(
      "div",
      "row below",
      draft.length >= COUNTED_FROM &&
        h("span", left < 0 ? "small fault" : "small", left < 0 ? words.$tooLong(-left) : words.$left(left)),
      talk?.holder.kind === "bot" &&
        button(talk.offered ? "primary" : "link", words.$talkToPerson, askPerson),
    ),
  );
}

function pressed(event: KeyboardEvent, chat: Chat): void {
  const { key, shiftKey, isComposing, keyCode } = event;
  if (key !== "Enter" || shiftKey || isComposing || keyCode === COMPOSING_KEY || isTouch) return;
  event.preventDefault();
  chat.send();
}

/** What the customer is asked before it is done, in its place and without a dialog over the chat. */
function asked({ asking }: ChatState, chat: Chat): Kid {
  if (asking !== "end" && asking !== "person") return null;
  const { $ask, $yes, $no } = words[asking];
  return h(
    "div",
    { class: "card", role: "group", "aria-label": $ask },
    h("p", "", $ask),
    h(
      "p",
      "row choices",
      button("secondary", $yes, () => chat.talk.wish(asking === "end" ? "end" : "askPerson")),
      button("secondary", $no, () => chat.ask("nothing"), { id: "first" }),
    ),
  );
}
