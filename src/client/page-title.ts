import { useEffect } from "react";
import { createStore } from "./store.ts";

const PRODUCT = "Switchboard";

/** The page's title, without counts of unread messages or waiting customers. */
export const pageTitle = createStore(PRODUCT);

/** Sets the page's title while the calling component is mounted. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    pageTitle.set(title);
    return () => pageTitle.set(PRODUCT);
  }, [title]);
}
