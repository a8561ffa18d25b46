import { loader as strings } from "#language/loader.ts";
import { widgetKey, chatOrigin } from "./script-tag.ts";
import type { FrameMessage, LoaderMessage } from "./frame-protocol.ts";
import {
  retryButton,
  bubble,
  drawBubble,
  frame,
  hostElement,
  rootElement,
  panel,
  previewMessage,
  loadingMessage,
} from "./bubble-and-panel.ts";

/** A loaded frame that sends nothing for this long cannot run, for example because of the page's policy. */
const SILENT_AFTER_MS = 4_000;
const SLOW_AFTER_MS = 8_000;

/** The chat takes the whole screen if it is narrower or lower than this, in px. */
const FULL_SCREEN_WIDTH = 480;
const FULL_SCREEN_HEIGHT = 520;

/**
 * Key in the embedding page's storage. While a session is open it holds the time the session ends; it never holds
 * personal data.
 */
const sessionFlagKey = `switchboard:${widgetKey}`;
let pageOverflow = "";
let isOpen = false;
let hasLoaded = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let unread = 0;

/** Adds a listener of the page for "open", "close" or "unread". */
export function onChatEvent(event: string, listener: (unread: number) => void): void {
  hostElement.addEventListener(event, () => listener(unread));
}

/** Adds the event handlers. The frame is created when the bubble is hovered, focused or opened, or if a session is open. */
export function enableBubble(): void {
  bubble.onpointerenter = bubble.onfocus = createFrame;
  bubble.onclick = () => setOpen(!isOpen);
  previewMessage.onclick = () => setOpen(true);
  hostElement.onkeydown =
    hostElement.onkeyup =
    hostElement.onkeypress =
      (event) => {
        event.stopPropagation();
        if (event.key === "Escape") setOpen(false);
      };
  retryButton.onclick = () => (hasLoaded ? openChatWindow() : loadFrame());
  frame.onload = () => {
    hasLoaded = true;
    startFrameTimeout();
  };
  addEventListener("message", onFrameMessage);
  visualViewport?.addEventListener("resize", fitToViewport);
  visualViewport?.addEventListener("scroll", fitToViewport);
  // If storage is blocked, the next page shows no unread messages until the chat is opened.
  try {
    if (localStorage[sessionFlagKey] > Date.now()) setTimeout(createFrame);
  } catch {}
}

/** Opens or closes the chat. */
export function setOpen(open: boolean): void {
  if (isOpen === open) return;
  isOpen = open;
  panel.hidden = !open;
  createFrame();
  startFrameTimeout();
  fitToViewport();
  drawBubble(open, unread);
  dispatchChatEvent(open ? "open" : "close");
  (open ? frame : bubble).focus();
}

function createFrame(): void {
  if (frame.src) return;
  loadFrame();
  panel.append(frame);
}

function loadFrame(): void {
  retryButton.hidden = true;
  frame.src = `${chatOrigin}/embed/${widgetKey}`;
}

/** Shows a message if the open frame does not start. If the page blocks the frame, opens the chat in a window. */
function startFrameTimeout(): void {
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      if (!isOpen || !frame.hidden) return;
      loadingMessage.textContent = strings.$slow;
      retryButton.hidden = false;
      if (hasLoaded && openChatWindow()) setOpen(false);
    },
    hasLoaded ? SILENT_AFTER_MS : SLOW_AFTER_MS,
  );
}

function openChatWindow(): Window | null {
  return open(`${chatOrigin}/chat/${widgetKey}`);
}

/**
 * Positions the open chat: next to the bubble, or on a small screen on all space above the keyboard. The page behind is
 * then inert and does not scroll, and is restored afterwards.
 */
function fitToViewport(): void {
  const full = isOpen && (innerWidth < FULL_SCREEN_WIDTH || innerHeight < FULL_SCREEN_HEIGHT);
  panel.style.cssText = full
    ? `inset:0;width:100%;height:${visualViewport?.height}px;top:${visualViewport?.offsetTop}px;margin:0;border-radius:0`
    : "";
  if (full !== bubble.hidden) {
    if (full) pageOverflow = rootElement.style.overflow;
    rootElement.style.overflow = full ? "hidden" : pageOverflow;
    bubble.hidden = document.body.inert = full;
  }
  const message: LoaderMessage = { open: isOpen, full, scheme: getComputedStyle(rootElement).colorScheme };
  // Before the frame's hello its window has a different origin, and the browser would log an error.
  if (!frame.hidden) frame.contentWindow?.postMessage(message, chatOrigin);
}

/** Handles messages, but only those of our own frame. */
function onFrameMessage({ source, origin: from, data }: MessageEvent<FrameMessage>): void {
  if (source !== frame.contentWindow || from !== chatOrigin) return;
  if (data.kind === "close") setOpen(false);
  else if (data.kind === "hello") {
    frame.hidden = false;
    fitToViewport();
    if (isOpen) frame.focus();
  } else {
    drawBubble(isOpen, data.unread, data.unread > unread ? data.preview : "");
    unread = data.unread;
    dispatchChatEvent("unread");
    try {
      localStorage[sessionFlagKey] = data.until;
    } catch {}
  }
}

function dispatchChatEvent(event: string): void {
  hostElement.dispatchEvent(new Event(event));
}
