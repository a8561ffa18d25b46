/** What the page knows about its chances of reaching anybody. */
export interface Surroundings {
  /** What the browser believes. It may be wrong both ways, so it only chooses words and moments, never whether to try. */
  online(): boolean;
  /** Calls `changed` when the network comes or goes or the page is looked at again. */
  watch(changed: () => void): void;
}

/** The browser's own signs. */
export const browserSurroundings: Surroundings = {
  online: () => navigator.onLine,
  watch(changed) {
    addEventListener("online", changed);
    addEventListener("offline", changed);
    document.addEventListener("visibilitychange", () => document.hidden || changed());
  },
};
