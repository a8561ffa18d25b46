import { useSyncExternalStore } from "react";
import { textScale } from "./text-scale.ts";

/** Measures the width of the page, not `window.innerWidth`, which grows on phones when content overflows. */
function measure(): number {
  return document.documentElement.clientWidth / textScale();
}

function subscribe(changed: () => void) {
  addEventListener("resize", changed);
  const unwatch = watchTextSize(changed);
  return () => {
    removeEventListener("resize", changed);
    unwatch();
  };
}

/** Calls `changed` when the text size changes, for which browsers have no event: observes an element of 1 rem. */
function watchTextSize(changed: () => void): () => void {
  const probe = document.createElement("div");
  probe.ariaHidden = "true";
  Object.assign(probe.style, { position: "absolute", visibility: "hidden", width: "1rem" });
  document.body.append(probe);
  const observer = new ResizeObserver(changed);
  observer.observe(probe);
  return () => {
    observer.disconnect();
    probe.remove();
  };
}

/** The viewport's width in px at the usual text size: with texts of twice the size, half of the real width. */
export function useViewportWidth(): number {
  return useSyncExternalStore(subscribe, measure);
}

function subscribeToPhone(changed: () => void) {
  const query = matchMedia(WIDER_THAN_PHONE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** The stylesheet's `md`, which follows the text size of the browser's settings, but not that of the page. */
const WIDER_THAN_PHONE = "(min-width: 48rem)";

/** Whether the window is so narrow that the stylesheet lays the page out for a phone: in one column. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribeToPhone, () => !matchMedia(WIDER_THAN_PHONE).matches);
}

/** Below this width, in px at the usual text size, a page has no room for a list beside it. */
export const SINGLE_COLUMN_BELOW = 768;
