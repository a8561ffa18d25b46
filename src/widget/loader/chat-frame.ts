import { loader as strings } from "#language/loader.ts";
import { widgetKey, chatOrigin, frameQuery } from "./script-tag.ts";
import type { FrameMessage, LoaderMessage, News } from "./frame-protocol.ts";
import {
  addStyle,
  bubble,
  dismissButton,
  drawBubble,
  frame,
  hostElement,
  loadingMessage,
  panel,
  previewCard,
  previewMessage,
} from "./bubble-and-panel.ts";

/**
 * A frame that has not said hello this long after its creation is reported as unreachable. One that has not this long
 * after it was loaded shows the browser's error page, and is loaded again.
 */
const HELLO_TIMEOUT_MS = 4_000;

/** The chat takes the whole screen if it is narrower or lower than this, in px. */
const FULL_SCREEN_WIDTH = 480;
const FULL_SCREEN_HEIGHT = 520;

/**
 * Key in the embedding page's storage. After a chat it holds the time until which there may be something new; it never
 * holds personal data.
 */
const sessionFlagKey = `switchboard:${widgetKey}`;
/** Typed as nullable, but only for documents that are not shown. */
const viewport: VisualViewport = Object(visualViewport);
let isOpen = false;
/** Whether the page's policy forbids the frame. */
let isForbidden = false;
let news: Partial<News> & { unread: number } = { unread: 0 };

export const openChat = (): void => setOpen(true);
export const closeChat = (): void => setOpen(false);

/** Adds a listener of the page for "open", "close" or "unread". */
export function onChatEvent(event: string, listener: (unread: number) => void): void {
  hostElement.addEventListener(event, () => listener(news.unread));
}

/**
 * Adds the event handlers, or adds them again after `document.open()` has removed them. The frame is created when the
 * bubble is hovered or opened.
 */
export function enableBubble(): void {
  bubble.onpointerenter = createFrame;
  bubble.onclick = () => setOpen(!isOpen);
  previewMessage.onclick = openChat;
  dismissButton.onclick = () => {
    previewCard.hidden = true;
    bubble.focus();
  };
  hostElement.onkeydown = ({ key }) => {
    if (key === "Escape") closeChat();
  };
  panel.oncancel = closeChat;
  frame.onload = () => setTimeout(retry, HELLO_TIMEOUT_MS);
  addEventListener("message", onFrameMessage);
  addEventListener("securitypolicyviolation", onPolicyViolation);
  viewport.onresize = viewport.onscroll = fitToViewport;
}

/** Creates the frame if there may be something new. Throws if storage is blocked: the next page then shows no unread messages. */
export function resumeSession(): void {
  if (localStorage[sessionFlagKey] > Date.now()) {
    // Any name tells the frame that nobody has asked for it yet.
    frame.name = sessionFlagKey;
    createFrame();
  }
}

/** Opens or closes the chat; in a window of its own if the page's policy forbids the frame. */
function setOpen(isOpening: boolean): void {
  if (isOpening && isForbidden) open(`${chatOrigin}/chat/${widgetKey}`);
  else if (isOpen !== isOpening) {
    isOpen = isOpening;
    createFrame();
    fitToViewport();
    drawBubble(isOpen, news);
    dispatchChatEvent(isOpen ? "open" : "close");
    (isOpen ? frame : bubble).focus();
  }
}

function createFrame(): void {
  if (frame.src) return;
  frame.src = `${chatOrigin}/embed/${widgetKey}${frameQuery}`;
  panel.append(frame);
  setTimeout(() => {
    loadingMessage.textContent = strings.$unreachable;
  }, HELLO_TIMEOUT_MS);
}

/** Loads a frame that does not run again: at once if the chat is open, otherwise at the next hover or click. */
function retry(): void {
  if (!frame.hidden) return;
  frame.removeAttribute("src");
  if (isOpen) createFrame();
}

/**
 * Opens the chat in a window at once, while the browser still allows it because of the click. Some browsers tell only
 * the blocked origin, which is also that of the settings; but those are blocked before anybody listens.
 */
function onPolicyViolation({ blockedURI, disposition }: SecurityPolicyViolationEvent): void {
  if (!frame.src.startsWith(blockedURI) || disposition === "report") return;
  isForbidden = true;
  if (!isOpen) return;
  closeChat();
  openChat();
}

/**
 * Positions the open chat: next to the bubble, or on a small screen on all space above the keyboard, as a modal dialog.
 * Until the frame runs, the bubble stays, so that the chat can be closed.
 */
export function fitToViewport(): void {
  const full =
    isOpen && !frame.hidden && (innerWidth < FULL_SCREEN_WIDTH || innerHeight < FULL_SCREEN_HEIGHT);
  if (full !== bubble.hidden) {
    panel.close();
    if (full) panel.showModal();
    bubble.hidden = full;
  }
  panel.open = isOpen;
  panel.style.cssText = full ? `height:${viewport.height}px;top:${viewport.offsetTop}px` : "";
  // Before the frame's hello its window has a different origin, and the browser would log an error.
  if (!frame.hidden)
    frame.contentWindow?.postMessage(
      { open: isOpen, full, scheme: getComputedStyle(document.body).colorScheme } satisfies LoaderMessage,
      chatOrigin,
    );
}

/** Handles messages, but only those of our own frame. */
function onFrameMessage({ source, origin: from, data }: MessageEvent<FrameMessage>): void {
  if (source !== frame.contentWindow || from !== chatOrigin) return;
  if (data.kind === "close") closeChat();
  else if (data.kind === "hello") {
    frame.hidden = false;
    addStyle(data.style);
    fitToViewport();
    if (isOpen) frame.focus();
  } else {
    news = data;
    drawBubble(isOpen, news);
    dispatchChatEvent("unread");
    try {
      localStorage[sessionFlagKey] = data.until;
    } catch {}
  }
}

function dispatchChatEvent(event: string): void {
  hostElement.dispatchEvent(new Event(event));
}
