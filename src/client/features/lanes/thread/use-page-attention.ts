import { useSyncExternalStore } from "react";

function watch(changed: () => void) {
  addEventListener("focus", changed);
  addEventListener("blur", changed);
  document.addEventListener("visibilitychange", changed);
  return () => {
    removeEventListener("focus", changed);
    removeEventListener("blur", changed);
    document.removeEventListener("visibilitychange", changed);
  };
}

/** Whether somebody is looking at this page: it is in sight and has the keyboard. */
export function usePageAttention(): boolean {
  return useSyncExternalStore(watch, () => document.visibilityState === "visible" && document.hasFocus());
}
