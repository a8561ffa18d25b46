import { useSyncExternalStore } from "react";

/** Measures the width of the page, not `window.innerWidth`, which grows on phones when content overflows. */
function measure(): number {
  return document.documentElement.clientWidth;
}

function subscribe(changed: () => void) {
  addEventListener("resize", changed);
  return () => removeEventListener("resize", changed);
}

/** The viewport's width in px. */
export function useViewportWidth(): number {
  return useSyncExternalStore(subscribe, measure);
}

/** Below this width, in px, pages have a single column. Same as the stylesheet's `md`. */
export const PHONE_BELOW = 768;
