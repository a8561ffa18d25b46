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

/** A frame that has loaded and stays silent for this long is kept from running: by the page's policy, for one. */
const SILENT_AFTER_MS = 4_000;
const SLOW_AFTER_MS = 8_000;

/** Narrower or lower than this, the chat takes the whole screen, in px. */
const FULL_SCREEN_WIDTH = 480;
const FULL_SCREEN_HEIGHT = 520;

/** Set in the page's storage once a session was open: when it ends, and nothing about who or what. */
const sessionFlagKey = `switchboard:${widgetKey}`;
let pageOverflow = "";
let isOpen = false;
let hasLoaded = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let unread = 0;

/** Tells the page of "open", "close" and "unread" from now on. */
export function onChatEvent(event: string, hears: (unread: number) => void): void {
  hostElement.addEventListener(event, () => hears(unread));
}

/** Makes the bubble work. The frame is made when somebody means to use it, or when a session is open. */
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
    watchForSilence();
  };
  addEventListener("message", onFrameMessage);
  visualViewport?.addEventListener("resize", fitToViewport);
  visualViewport?.addEventListener("scroll", fitToViewport);
  // Storage may be forbidden; then there is no news on the next page until somebody opens the chat.
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
  watchForSilence();
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

/** When the reader waits, silence is noticed. Where the page keeps the frame from running, the chat gets a window. */
function watchForSilence(): void {
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      if (!isOpen || !frame.hidden) return;
      loadingMessage.textContent = "Chat is slow to load.";
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
 * Gives the open chat its place: beside the bubble, or on a small screen all that the keyboard leaves of it. The page
 * behind that neither scrolls nor is reached, and is as it was afterwards.
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
  // Before the frame has spoken its window is another origin's, and the browser would complain of us.
  if (!frame.hidden) frame.contentWindow?.postMessage(message, chatOrigin);
}

/** Hears our own frame and nobody else. */
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
