import { useSyncExternalStore } from "react";

function watch(changed: () => void) {
  addEventListener("resize", changed);
  return () => removeEventListener("resize", changed);
}

/** The width of the window, in px. */
export function useViewportWidth(): number {
  return useSyncExternalStore(watch, () => innerWidth);
}
