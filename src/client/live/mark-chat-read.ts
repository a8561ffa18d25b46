import type { CustomerId } from "#domain/model/ids.ts";
import { markRead } from "#domain/views/inbox.ts";
import type { Session } from "#domain/model/session.ts";
import { server } from "../api/api-clients.ts";
import { updateInboxCache, type QueryUtils } from "./update-inbox-cache.ts";
import { markLaneRead } from "./lane-snapshots.ts";

/** Marks everything the customer has written as read: here at once, on the server when the call succeeds. */
export function markChatRead(
  utils: QueryUtils,
  customerId: CustomerId,
  { id, customerMessages }: Session,
): void {
  updateInboxCache(utils, (inbox) => markRead(inbox, id, customerMessages));
  markLaneRead(customerId, id, customerMessages);
  // A lost read mark does no harm, because the next one carries the whole count.
  server.message.read.mutate({ sessionId: id, count: customerMessages }).catch(() => null);
}
