import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { isTouch } from "./dom/device-detection.ts";

function find(places: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(places);
}

/** What follows once `state` is drawn in place of `before`: where the focus goes, how high the box is, what is in sight. */
export function updateFocusAndScroll(before: ChatState, state: ChatState, chat: ChatController): void {
  const { window, stage, session, asking, draft, outbox, starting } = state;
  const isNew = session?.id !== before.session?.id;
  // A new chat takes away the button that began it, and with it the focus.
  const turned = !before.window.open || isNew || stage !== before.stage;
  if (window.open && turned) focusFirst(state);
  if (starting === "email-refused" && starting !== before.starting) find("#email")?.focus();
  if (asking !== before.asking) {
    const back = before.asking === "menu" || isTouch ? ".tool" : "textarea";
    find(asking === "nothing" ? back : "#first")?.focus();
  }
  if (turned || draft !== before.draft) fitComposerHeight();
  // Whoever writes wants to see it.
  if (outbox.length > before.outbox.length) chat.store.set({ countWhenScrolledUp: null });
  if (chat.store.get().countWhenScrolledUp === null) scrollToEnd(chat);
}

/** On a touch screen the heading: a keyboard that opens by itself would hide what there is to read. */
function focusFirst({ stage, who }: ChatState): void {
  const known = stage === "form" && who !== null;
  const first = isTouch ? null : find(known ? ".primary" : "input,textarea,.closing .primary");
  (first ?? find("h1"))?.focus();
}

/** As high as its words, up to the six lines that the stylesheet allows. */
function fitComposerHeight(): void {
  const box = find("textarea");
  if (box === null) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

/** Keeps the newest words in sight. */
function scrollToEnd(chat: ChatController): void {
  const log = find(".scroller:has(.log)");
  if (log === null) return;
  log.scrollTop = log.scrollHeight;
  chat.sessionController.markRead();
}
