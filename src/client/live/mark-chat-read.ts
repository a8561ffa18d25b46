import type { CustomerId } from "#domain/model/ids.ts";
import { markRead } from "#domain/views/inbox.ts";
import type { Session } from "#domain/model/session.ts";
import { server } from "../api/server-connection.ts";
import { changeInbox, type Utils } from "./update-inbox-cache.ts";
import { noteRead } from "./lane-store.ts";

/** I have seen everything the customer has written. Shown at once; the customer is told when it can be. */
export function markSeen(utils: Utils, customerId: CustomerId, { id, customerMessages }: Session): void {
  changeInbox(utils, (inbox) => markRead(inbox, id, customerMessages));
  noteRead(customerId, customerMessages);
  // Whether the customer learns of it matters little; the next time says it again.
  server.message.read.mutate({ sessionId: id, count: customerMessages }).catch(() => null);
}
