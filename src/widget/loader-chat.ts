import type { FrameMessage, LoaderMessage } from "./loader-message.ts";
import { again, bubble, drawBubble, frame, host, panel, said, wait } from "./loader-view.ts";

/** A frame that has loaded and stays silent for this long is kept from running: by the page's policy, for one. */
const SILENT_MS = 4_000;
const SLOW_MS = 8_000;

/** Narrower or lower than this, the chat takes the whole screen, in px. */
const NARROW = 480;
const LOW = 520;
const page = document.documentElement;
let origin = "";
let key = "";
let overflow = "";
let isOpen = false;
let hasLoaded = false;
let hasSpoken = false;
let unread = 0;

/** Tells the page of "open", "close" and "unread" from now on. */
export function on(event: string, hears: (unread: number) => void): void {
  host.addEventListener(event, () => hears(unread));
}

/** Makes the bubble work. The frame is made when somebody means to use it, or when a session is open. */
export function begin(ourOrigin: string, widgetKey: string): void {
  origin = ourOrigin;
  key = widgetKey;
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
  for (const event of ["resize", "scroll"]) visualViewport?.addEventListener(event, fit);
  drawBubble(false, 0);
  if (Number(flag()) > Date.now()) setTimeout(make);
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
  const loaded = hasLoaded;
  setTimeout(
    () => {
      if (!isOpen || hasSpoken || loaded !== hasLoaded) return;
      wait.textContent = "Chat is slow to load.";
      again.hidden = false;
      if (loaded && openWindow()) turn(false);
    },
    loaded ? SILENT_MS : SLOW_MS,
  );
}

function openWindow(): Window | null {
  return window.open(`${origin}/chat/${key}`);
}

/**
 * Gives the open chat its place: beside the bubble, or on a small screen all that the keyboard leaves of it. The page
 * behind that neither scrolls nor is reached, and is as it was afterwards.
 */
function fit(): void {
  const full = isOpen && (innerWidth < NARROW || innerHeight < LOW);
  // Without it there is nothing to follow: a length that is none is ignored.
  const { height, offsetTop }: Partial<VisualViewport> = visualViewport ?? {};
  const { style } = page;
  panel.style.cssText = full ? `height:${height}px;top:${offsetTop}px` : "";
  panel.classList.toggle("full", full);
  if (full !== bubble.hidden) {
    if (full) overflow = style.overflow;
    style.overflow = full ? "hidden" : overflow;
    bubble.hidden = document.body.inert = full;
  }
  const message: LoaderMessage = { open: isOpen, full, scheme: getComputedStyle(page).colorScheme };
  // Before the frame has spoken its window is another origin's, and the browser would complain of us.
  if (hasSpoken) frame.contentWindow?.postMessage(message, origin);
}

/** Nothing but our own frame's own words, and of those only what they are known to be. */
function hear({ source, origin: from, data }: MessageEvent<Partial<FrameMessage> | null>): void {
  if (source !== frame.contentWindow || from !== origin) return;
  if (data?.kind === "close") turn(false);
  if (data?.kind === "hello") {
    hasSpoken = true;
    frame.style.visibility = "visible";
    fit();
    if (isOpen) frame.focus();
  }
  if (data?.kind === "news") {
    const before = unread;
    unread = Number(data.unread);
    flag(Number(data.until));
    drawBubble(isOpen, unread, unread > before ? `${data.preview}` : "");
    if (unread !== before) tell("unread");
  }
}

function tell(event: string): void {
  host.dispatchEvent(new Event(event));
}

/**
 * One flag in the page's storage once a session was open: when it ends, and nothing about who or what. With it the next
 * page view knows that there may be news.
 *
 * @returns when it ends; nothing, or what is no number, where that is not known
 */
function flag(until?: number): number | undefined {
  const name = `switchboard:${key}`;
  try {
    if (until !== undefined) localStorage[name] = until;
    return localStorage[name];
  } catch {
    return 0;
  }
}
