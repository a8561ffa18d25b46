import { useEffect } from "react";
import { hasLeft } from "#domain/routing/has-left.ts";
import type { ChatCard } from "#domain/views/inbox.ts";
import { useInbox } from "../../live/use-inbox.ts";
import { pageTitle } from "../../page-title.ts";
import { useStore } from "../../store.ts";
import { tabTitle } from "./tab-title.ts";
import { useUnreadCount } from "./use-unread-count.ts";

/** Keeps the browser tab's title up to date. */
export function useTabTitle(): void {
  const page = useStore(pageTitle, (title) => title);
  const { data } = useInbox();
  const unread = useUnreadCount();
  const waiting = data?.cards.filter(isWaiting).length ?? 0;
  useEffect(() => {
    document.title = tabTitle(page, unread, waiting);
  }, [page, unread, waiting]);
}

function isWaiting({ session }: ChatCard): boolean {
  return session.holder.kind === "queue" && !hasLeft(session);
}
