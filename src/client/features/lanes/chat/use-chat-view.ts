import type { Customer } from "#domain/model/customer.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import { isHeldBy } from "#domain/views/inbox.ts";
import type { Session } from "#domain/model/session.ts";
import { laneSnapshots } from "../../../live/lane-snapshots.ts";
import { useMe } from "../../../live/me-context.ts";
import { useInbox } from "../../../live/use-inbox.ts";
import { useStore } from "../../../store.ts";
import type { LaneSnapshot } from "#domain/views/customer-lane.ts";

/** A chat's state from the signed-in member's point of view. */
export type ChatState = "bot" | "queue" | "mine" | "other" | "ended" | "unattended";

/** A customer's chat as a lane shows it. */
export interface Chat {
  customer: Customer;
  /** The newest session. */
  session: Session;
  state: ChatState;
  /** The number of the customer's messages I have not read. */
  unread: number;
  /** The number of the customer's messages I have read. */
  read: number;
  /** The loaded sessions; `null` while loading. */
  lane: LaneSnapshot | null;
}

/** A customer's chat; `null` while neither inbox nor lane has it. */
export function useChatView(customerId: CustomerId): Chat | null {
  const { member } = useMe();
  const lane = useStore(laneSnapshots, (all) => all.get(customerId) ?? null);
  const { data: inbox } = useInbox();
  const cards = inbox?.cards.filter(({ customer }) => customer.id === customerId) ?? [];
  const card = cards.find(({ session }) => session.endedAt === null) ?? cards.at(-1);

  const customer = card?.customer ?? lane?.customer;
  const session = lane?.sessions.at(-1)?.session ?? card?.session;
  if (customer === undefined || session === undefined) return null;
  const readCounts = [lane?.read ?? 0, card?.session.id === session.id ? card.read : 0];
  const read = Math.max(...readCounts);
  const unread = Math.max(0, session.customerMessages - read);
  return { customer, session, state: stateOf(session, member.id), unread, read, lane };
}

function stateOf(session: Session, memberId: Parameters<typeof isHeldBy>[1]): ChatState {
  if (session.endedAt !== null) return session.unattended ? "unattended" : "ended";
  const { holder } = session;
  switch (holder.kind) {
    case "bot":
    case "queue":
      return holder.kind;
    case "agent":
      return isHeldBy(session, memberId) ? "mine" : "other";
    case "nobody":
      return "ended";
  }
  // A kind of holder that this build does not know.
  holder satisfies never;
  return "other";
}
