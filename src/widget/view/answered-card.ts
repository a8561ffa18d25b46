import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { button } from "./elements/button.ts";
import { errorMessage } from "./elements/error-message.ts";
import { strings } from "./locale/reader-locale.ts";
import { h, type VirtualNode } from "./dom/virtual-dom.ts";

/** Above the form: who has answered since they left. Browsers are shared, so nobody's words are shown before a press. */
export function answeredCard({ answered, isThreadLost }: ChatState, chat: ChatController): VirtualNode {
  if (answered === null) return null;
  const text = strings.$answered(answered.from);
  return h(
    "section",
    { class: "card", "aria-label": text },
    h("strong", "", text),
    isThreadLost && errorMessage({ role: "alert" }, strings.$threadLost),
    h(
      "p",
      "row choices",
      button("secondary", isThreadLost ? strings.$tryAgain : strings.$show, () => void chat.openThread()),
      button("link", strings.$notYou, () => chat.forgetCustomer()),
    ),
  );
}

/** Above the thread: what it is for, and the way to a chat. */
export function threadCard(chat: ChatController): VirtualNode {
  return h(
    "section",
    { class: "card", "aria-label": strings.$thread },
    h("p", "", strings.$thread),
    button("link", strings.$startNew, () => chat.showStartForm()),
  );
}
