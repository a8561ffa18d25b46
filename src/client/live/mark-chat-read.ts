import type { CustomerId } from "#domain/model/ids.ts";
import { markRead } from "#domain/views/inbox.ts";
import type { Session } from "#domain/model/session.ts";
import { server } from "../api/server-connection.ts";
import { updateInboxCache, type QueryUtils } from "./update-inbox-cache.ts";
import { markLaneRead } from "./lane-store.ts";

/** I have seen everything the customer has written. Shown at once; the customer is told when it can be. */
export function markChatRead(
  utils: QueryUtils,
  customerId: CustomerId,
  { id, customerMessages }: Session,
): void {
  updateInboxCache(utils, (inbox) => markRead(inbox, id, customerMessages));
  markLaneRead(customerId, customerMessages);
  // Whether the customer learns of it matters little; the next time says it again.
  server.message.read.mutate({ sessionId: id, count: customerMessages }).catch(() => null);
}
