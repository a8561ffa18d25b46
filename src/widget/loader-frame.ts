import { type FrameMessage, type LoaderMessage, MARK } from "./loader-message.ts";
import { make } from "./loader-element.ts";

/** A frame that has loaded and stays silent for this long is kept from running: by the page's policy, for one. */
const SILENT_MS = 4_000;
const SLOW_MS = 8_000;

interface FrameEvents {
  /** The first word, and all that follow it. */
  heard(message: FrameMessage): void;
  /** It will not speak: the chat must open as a window of its own. */
  silent(): void;
  slow(): void;
}

/** The frame the chat lives in. */
export interface Frame {
  element: HTMLIFrameElement;
  /** Heard only after the frame's hello. */
  tell(message: LoaderMessage): void;
  /** The reader waits: from now on silence is noticed. */
  expect(): void;
  remove(): void;
}

/** Makes the frame. Its origin is ours, and only what comes from it, from that very window, is heard. */
export function createFrame(origin: string, widgetKey: string, events: FrameEvents): Frame {
  const element = make("iframe", {
    title: "Chat",
    src: `${origin}/embed/${widgetKey}`,
    allow: "clipboard-write",
  });
  let [spoken, loaded, expected] = [false, false, false];
  const timers: number[] = [];

  const later = (ms: number, work: () => void) => timers.push(window.setTimeout(() => spoken || work(), ms));

  function watch(): void {
    if (loaded && expected) later(SILENT_MS, events.silent);
  }

  function hear({ source, origin: from, data }: MessageEvent<unknown>): void {
    if (source !== element.contentWindow || from !== origin) return;
    const message = parse(data);
    if (message === null) return;
    spoken = true;
    events.heard(message);
  }

  element.addEventListener("load", () => {
    if (!loaded) {
      loaded = true;
      watch();
    }
  });
  addEventListener("message", hear);

  return {
    element,
    tell(message) {
      // Before that the window may still be another origin's, and the browser would complain on the page's console.
      if (spoken) element.contentWindow?.postMessage({ [MARK]: 1, ...message }, origin);
    },
    expect() {
      if (expected) return;
      expected = true;
      watch();
      later(SLOW_MS, events.slow);
    },
    remove() {
      removeEventListener("message", hear);
      for (const timer of timers) clearTimeout(timer);
      element.remove();
    },
  };
}

function parse(data: unknown): FrameMessage | null {
  if (typeof data !== "object" || data === null || !(MARK in data)) return null;
  const { kind, unread, from, text, until }: Partial<Record<string, unknown>> = { ...data };
  if (kind === "hello" || kind === "close") return { kind };
  if (kind !== "news" || typeof unread !== "number" || typeof until !== "number") return null;
  return { kind, unread, until, from: String(from), text: String(text) };
}
