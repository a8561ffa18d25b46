import { strings } from "../../strings.ts";

/** A page's title, prefixed with the number of unread messages or, if there are none, of customers in the queue. */
export function tabTitle(page: string, unread: number, waiting: number): string {
  if (unread > 0) return `(${unread}) ${page}`;
  return waiting > 0 ? `(${strings.presence.waiting(waiting)}) ${page}` : page;
}
