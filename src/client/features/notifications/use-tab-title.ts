import { useEffect } from "react";
import { useInbox } from "../../live/use-inbox.ts";
import { pageTitle } from "../../page-title.ts";
import { useStore } from "../../store.ts";
import { titleOf } from "./tab-title.ts";
import { useUnread } from "./use-unread-count.ts";

/** Keeps the title of the browser's tab: what calls me, and the name of the page. */
export function useTitle(): void {
  const page = useStore(pageTitle, (title) => title);
  const { data } = useInbox();
  const unread = useUnread();
  const waiting = data?.cards.filter(({ session }) => session.holder.kind === "queue").length ?? 0;
  useEffect(() => {
    document.title = titleOf(page, unread, waiting);
  }, [page, unread, waiting]);
}
