import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { isTouch } from "./dom/frame-and-touch.ts";

function find(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector);
}

function findLog(): HTMLElement | null {
  return find(".scroller:has(.log)");
}

/** The height of the conversation, in px; 0 if there is none. */
export function conversationHeight(): number {
  return findLog()?.scrollHeight ?? 0;
}

/**
 * Updates focus, composer height and scroll position after `state` was rendered in place of `before`.
 *
 * @param height - {@link conversationHeight} before that
 */
export function updateFocusAndScroll(
  before: ChatState,
  state: ChatState,
  chat: ChatController,
  height: number,
): void {
  const { window, stage, letter, session, asking, draft, outbox } = state;
  const isNew = session?.id !== before.session?.id;
  // A new chat removes the button that started it, and with it the focus.
  const isNewView =
    !before.window.open || isNew || stage !== before.stage || letter !== before.letter || !before.settings;
  if (window.open && isNewView) focusFirst(state);
  if (asking !== before.asking) {
    const back = before.asking === "menu" || isTouch ? ".tool" : "textarea";
    find(asking === "nothing" ? back : "#first")?.focus();
  }
  if (isNewView || draft !== before.draft) fitComposerHeight();
  // A sent message is scrolled into view.
  if (outbox.length > before.outbox.length) chat.store.set({ countWhenScrolledUp: null });
  scroll(before, state, chat, height);
}

/** Focuses the first input, or on a touch screen the heading, because a keyboard would hide the content. */
function focusFirst({ stage, who }: ChatState): void {
  const isKnown = stage === "form" && who !== null;
  const first = isTouch
    ? null
    : find(isKnown ? ".choices .secondary,.primary" : "input,textarea,.closing .primary");
  (first ?? find("h1"))?.focus();
}

/** Fits the height to the text, up to the six lines that the stylesheet allows. */
function fitComposerHeight(): void {
  const box = find("textarea");
  if (box === null) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

/** Shows the newest message, or the same ones as before if the customer has scrolled up. */
function scroll(before: ChatState, { session }: ChatState, chat: ChatController, height: number): void {
  const log = findLog();
  if (log === null) return;
  if (chat.store.get().countWhenScrolledUp === null) {
    log.scrollTop = log.scrollHeight;
    chat.sessionController.markRead();
  } else if (session?.prepended !== before.session?.prepended) log.scrollTop += log.scrollHeight - height;
}
