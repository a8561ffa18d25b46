import { strings } from "../../strings.ts";

/** A page's title with what calls its reader before it: unread words, else customers in line. */
export function tabTitle(page: string, unread: number, waiting: number): string {
  if (unread > 0) return `(${unread}) ${page}`;
  return waiting > 0 ? `(${strings.presence.waiting(waiting)}) ${page}` : page;
}
