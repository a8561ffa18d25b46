import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { awayText, isNobodyThere } from "./elements/away-text.ts";
import { button, tool } from "./elements/button.ts";
import { isTouch } from "./dom/frame-and-touch.ts";
import { plural } from "./locale/formats.ts";
import { strings } from "./locale/reader-locale.ts";
import { h, type VirtualNode, type VirtualElement } from "./dom/virtual-dom.ts";

/** The length from which the remaining characters are shown. */
const COUNT_SHOWN_FROM = 3_600;
/** The key code while an input method is composing. In Safari it is the only sign of composition. */
const COMPOSING_KEY = 229;

/** The text box and its buttons. */
export function composer(state: ChatState, chat: ChatController): VirtualElement {
  const { draft, session } = state;
  const left = MESSAGE_MAX_LENGTH - draft.length;
  const talk = session?.talk;
  const look = talk?.offered ? "primary" : "link";
  const ask = () => askPerson(state, chat);
  const send = () => {
    chat.send();
    document.querySelector("textarea")?.focus();
  };
  return h(
    "div",
    "composer",
    confirmation(state, chat),
    h(
      "div",
      "box",
      h("textarea", {
        rows: 1,
        dir: "auto",
        "aria-label": strings.$message,
        "aria-invalid": left < 0,
        placeholder: `${strings.$message}…`,
        enterkeyhint: isTouch ? "enter" : "send",
        value: draft,
        oninput: ({ currentTarget }) => chat.setDraft(currentTarget.value),
        onkeydown: (event) => onKeyDown(event, chat),
      }),
      talk?.turn && tool("stop", strings.$stop, () => chat.sessionController.request("stopBot")),
      tool("send", strings.$send, send, { class: "tool go" }),
    ),
    h(
      "div",
      "row below",
      draft.length >= COUNT_SHOWN_FROM &&
        h(
          "span",
          left < 0 ? "small fault" : "small",
          left < 0 ? plural(-left, strings.$tooLong) : plural(left, strings.$left),
        ),
      talk?.holder.kind === "bot" && [
        isNobodyThere(state) && h("span", "small", awayText(state, strings)),
        state.settings?.availability.state === "closed"
          ? button(look, strings.$leaveMessage, () => chat.showLetter("open"))
          : button(look, strings.$talkToPerson, ask),
      ],
    ),
  );
}

function askPerson({ settings }: ChatState, chat: ChatController): void {
  if (settings?.onPersonAsked === "confirm") chat.store.set({ asking: "person" });
  else chat.sessionController.request("askPerson");
}

function onKeyDown(event: KeyboardEvent, chat: ChatController): void {
  const { key, shiftKey, isComposing, keyCode } = event;
  if (key !== "Enter" || shiftKey || isComposing || keyCode === COMPOSING_KEY || isTouch) return;
  event.preventDefault();
  chat.send();
}

/** A confirmation, inline instead of a dialog over the chat. */
function confirmation({ asking }: ChatState, chat: ChatController): VirtualNode {
  if (asking !== "end" && asking !== "person") return null;
  const { $ask, $yes, $no } = strings[asking];
  return h(
    "div",
    { class: "card", role: "group", "aria-label": $ask },
    h("p", "", $ask),
    h(
      "p",
      "row choices",
      button("secondary", $yes, () => chat.sessionController.request(asking === "end" ? "end" : "askPerson")),
      button("secondary", $no, () => chat.store.set({ asking: "nothing" }), { id: "first" }),
    ),
  );
}
