import type { FrameMessage, LoaderMessage } from "../loader/frame-protocol.ts";

/** Messages between the frame and the embedding page. */
export interface ParentPageBridge {
  post(message: FrameMessage): void;
}

/**
 * Connects with the page around the frame. The page answers the frame's `hello`; from then on messages are posted to its
 * origin only, and only its messages are accepted.
 */
export function createParentPageBridge(onMessage: (message: LoaderMessage) => void): ParentPageBridge {
  const isEmbedded = parent !== window;
  let origin: string | null = null;

  function post(message: FrameMessage): void {
    const target = message.kind === "hello" ? "*" : origin;
    if (isEmbedded && target !== null) parent.postMessage(message, target);
  }

  addEventListener("message", ({ source, origin: from, data }: MessageEvent<unknown>) => {
    const { open, full, scheme }: Partial<Record<keyof LoaderMessage, unknown>> = Object(data);
    if (!isEmbedded || source !== parent || from !== (origin ?? from) || typeof open !== "boolean") return;
    origin = from;
    onMessage({ open, full: full === true, scheme: String(scheme) });
  });
  return { post };
}
