/** What the page knows about its chances of reaching anybody. */
export interface Surroundings {
  /** What the browser believes. It may be wrong both ways, so it only chooses words and moments, never whether to try. */
  online(): boolean;
  /** Calls `changed` when the network comes or goes or the page is looked at again; the answer stops it. */
  watch(changed: () => void): () => void;
}

/** The browser's own signs; elsewhere always online and never changing. */
export const browserSurroundings: Surroundings = {
  online: () => (typeof document === "undefined" ? true : navigator.onLine),
  watch(changed) {
    const seen = () => {
      if (document.visibilityState === "visible") changed();
    };
    if (typeof document === "undefined") return () => {};
    addEventListener("online", changed);
    addEventListener("offline", changed);
    document.addEventListener("visibilitychange", seen);
    return () => {
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
      document.removeEventListener("visibilitychange", seen);
    };
  },
};
