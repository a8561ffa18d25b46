import { afterEach, beforeEach } from "bun:test";

/** What a page copies. */
interface WatchedClipboard {
  /** What was copied, oldest first. */
  copied: string[];
  /** Makes the browser refuse from now on, as on a page over plain http. */
  refuse(): void;
}

/** Stands in for the clipboard. Call it once, after `openPage`. */
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
