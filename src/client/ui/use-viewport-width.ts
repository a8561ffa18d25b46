import { useSyncExternalStore } from "react";

/** Of the page, not of what is in sight: a phone's window grows when something on the page is too wide. */
function measure(): number {
  return document.documentElement.clientWidth;
}

function watch(changed: () => void) {
  addEventListener("resize", changed);
  return () => removeEventListener("resize", changed);
}

/** The width of the window, in px. */
export function useViewportWidth(): number {
  return useSyncExternalStore(watch, measure);
}

/** Below this width a page has the screen to itself: no columns. In px; the stylesheet's `md`. */
export const PHONE_BELOW = 768;
