import { key, origin } from "./script-tag.ts";
import type { FrameMessage, LoaderMessage } from "./frame-protocol.ts";
import { again, bubble, drawBubble, frame, host, page, panel, said, wait } from "./bubble-and-panel.ts";

/** A frame that has loaded and stays silent for this long is kept from running: by the page's policy, for one. */
const SILENT_MS = 4_000;
const SLOW_MS = 8_000;

/** Narrower or lower than this, the chat takes the whole screen, in px. */
const NARROW = 480;
const LOW = 520;

/** Set in the page's storage once a session was open: when it ends, and nothing about who or what. */
const flag = `switchboard:${key}`;
let overflow = "";
let isOpen = false;
let hasLoaded = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let unread = 0;

/** Tells the page of "open", "close" and "unread" from now on. */
export function on(event: string, hears: (unread: number) => void): void {
  host.addEventListener(event, () => hears(unread));
}

/** Makes the bubble work. The frame is made when somebody means to use it, or when a session is open. */
export function begin(): void {
  bubble.onpointerenter = bubble.onfocus = make;
  bubble.onclick = () => turn(!isOpen);
  said.onclick = () => turn(true);
  host.onkeydown =
    host.onkeyup =
    host.onkeypress =
      (event) => {
        event.stopPropagation();
        if (event.key === "Escape") turn(false);
      };
  again.onclick = () => (hasLoaded ? openWindow() : load());
  frame.onload = () => {
    hasLoaded = true;
    expect();
  };
  addEventListener("message", hear);
  visualViewport?.addEventListener("resize", fit);
  visualViewport?.addEventListener("scroll", fit);
  // Storage may be forbidden; then there is no news on the next page until somebody opens the chat.
  try {
    if (localStorage[flag] > Date.now()) setTimeout(make);
  } catch {}
}

/** Opens or closes the chat. */
export function turn(open: boolean): void {
  if (isOpen === open) return;
  isOpen = open;
  panel.hidden = !open;
  make();
  expect();
  fit();
  drawBubble(open, unread);
  tell(open ? "open" : "close");
  (open ? frame : bubble).focus();
}

function make(): void {
  if (frame.src) return;
  load();
  panel.append(frame);
}

function load(): void {
  again.hidden = true;
  frame.src = `${origin}/embed/${key}`;
}

/** When the reader waits, silence is noticed. Where the page keeps the frame from running, the chat gets a window. */
function expect(): void {
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      if (!isOpen || !frame.hidden) return;
      wait.textContent = "Chat is slow to load.";
      again.hidden = false;
      if (hasLoaded && openWindow()) turn(false);
    },
    hasLoaded ? SILENT_MS : SLOW_MS,
  );
}

function openWindow(): Window | null {
  return open(`${origin}/chat/${key}`);
}

/**
 * Gives the open chat its place: beside the bubble, or on a small screen all that the keyboard leaves of it. The page
 * behind that neither scrolls nor is reached, and is as it was afterwards.
 */
function fit(): void {
  const full = isOpen && (innerWidth < NARROW || innerHeight < LOW);
  panel.style.cssText = full
    ? `inset:0;width:100%;height:${visualViewport?.height}px;top:${visualViewport?.offsetTop}px;margin:0;border-radius:0`
    : "";
  if (full !== bubble.hidden) {
    if (full) overflow = page.style.overflow;
    page.style.overflow = full ? "hidden" : overflow;
    bubble.hidden = document.body.inert = full;
  }
  const message: LoaderMessage = { open: isOpen, full, scheme: getComputedStyle(page).colorScheme };
  // Before the frame has spoken its window is another origin's, and the browser would complain of us.
  if (!frame.hidden) frame.contentWindow?.postMessage(message, origin);
}

/** Hears our own frame and nobody else. */
function hear({ source, origin: from, data }: MessageEvent<FrameMessage>): void {
  if (source !== frame.contentWindow || from !== origin) return;
  if (data.kind === "close") turn(false);
  else if (data.kind === "hello") {
    frame.hidden = false;
    fit();
    if (isOpen) frame.focus();
  } else {
    drawBubble(isOpen, data.unread, data.unread > unread ? data.preview : "");
    unread = data.unread;
    tell("unread");
    try {
      localStorage[flag] = data.until;
    } catch {}
  }
}

function tell(event: string): void {
  host.dispatchEvent(new Event(event));
}
