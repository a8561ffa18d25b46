import { afterEach, beforeEach } from "bun:test";

/** A clipboard that records copied texts. */
interface WatchedClipboard {
  /** The copied texts, oldest first. */
  copied: string[];
  /** Makes copying fail from then on, as on a page over plain http. */
  refuse(): void;
}

/** Replaces the clipboard. Call it once, after `openPage`. */
export function watchClipboard(): WatchedClipboard {
  let isRefused = false;
  const watched: WatchedClipboard = {
    copied: [],
    refuse() {
      isRefused = true;
    },
  };
  beforeEach(() => {
    isRefused = false;
    watched.copied = [];
    const writeText = async (text: string) => {
      if (isRefused) throw new DOMException("not allowed", "NotAllowedError");
      watched.copied.push(text);
    };
    Object.defineProperty(navigator.clipboard, "writeText", { value: writeText, configurable: true });
  });
  afterEach(() => {
    Reflect.deleteProperty(navigator.clipboard, "writeText");
  });
  return watched;
}
