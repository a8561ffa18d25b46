import type { FrameMessage, LoaderMessage } from "../loader/frame-protocol.ts";

/** The page around the frame, as far as the frame may know it. */
export interface ParentPageBridge {
  /** `false` when the chat is a page of its own. */
  isEmbedded: boolean;
  post(message: FrameMessage): void;
}

/**
 * Meets the page around the frame. It answers the frame's hello; from then on content goes to its origin and nowhere
 * else, and only its messages are heard.
 */
export function createParentPageBridge(onMessage: (message: LoaderMessage) => void): ParentPageBridge {
  const isEmbedded = parent !== window;
  let origin: string | null = null;

  function post(message: FrameMessage): void {
    const target = message.kind === "hello" ? "*" : origin;
    if (isEmbedded && target !== null) parent.postMessage(message, target);
  }

  addEventListener("message", ({ source, origin: from, data }: MessageEvent<unknown>) => {
    if (!isEmbedded || source !== parent || (origin !== null && from !== origin)) return;
    const message = parse(data);
    if (message === null) return;
    origin = from;
    onMessage(message);
  });
  return { isEmbedded, post };
}

function parse(data: unknown): LoaderMessage | null {
  const { open, full, scheme }: Partial<Record<keyof LoaderMessage, unknown>> = Object(data);
  if (typeof open !== "boolean") return null;
  return { open, full: full === true, scheme: String(scheme) };
}
