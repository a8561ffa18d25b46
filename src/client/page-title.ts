import { useEffect } from "react";
import { createStore } from "./store.ts";

const PRODUCT = "Switchboard";

/** What the page is called, without what is new on it. */
export const pageTitle = createStore(PRODUCT);

/** Names the page for as long as the caller is on the screen. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    pageTitle.set(title);
    return () => pageTitle.set(PRODUCT);
  }, [title]);
}
