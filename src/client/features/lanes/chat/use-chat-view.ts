import type { Customer } from "#domain/model/customer.ts";
import type { CustomerId } from "#domain/model/ids.ts";
import { type ChatCard, isHeldBy } from "#domain/views/inbox.ts";
import { type Session, isMail } from "#domain/model/session.ts";
import { laneSnapshots } from "../../../live/lane-snapshots.ts";
import { useMe } from "../../../live/me-context.ts";
import { useInbox } from "../../../live/use-inbox.ts";
import { useStore } from "../../../store.ts";
import type { LaneSnapshot } from "#domain/views/customer-lane.ts";

/** A chat's state from the signed-in member's point of view. */
export type ChatState =
  | "bot"
  | "queue"
  | "mine"
  | "other"
  | "ended"
  | "unattended"
  | "mail-mine"
  | "mail-other"
  | "mail-nobody";

/** A customer's chat as a lane shows it. */
export interface Chat {
  customer: Customer;
  /** The active chat; else the active mail session; else the newest session. */
  session: Session;
  /** The active mail session beside an active chat; `null` if there are not both. */
  mail: ChatCard | null;
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
  const session =
    currentOf(lane?.sessions.map((one) => one.session) ?? []) ?? currentOf(cards.map((card) => card.session));
  const customer = cards[0]?.customer ?? lane?.customer;
  if (customer === undefined || session === undefined) return null;
  const ofLane = lane?.sessions.at(-1)?.session.id === session.id ? lane.read : 0;
  const read = Math.max(ofLane, cards.find((card) => card.session.id === session.id)?.read ?? 0);
  const unread = Math.max(0, session.customerMessages - read);
  const beside = cards.find((card) => isActive(card.session) && isMail(card.session));
  const mail = beside !== undefined && beside.session.id !== session.id ? beside : null;
  return { customer, session, mail, state: stateOf(session, member.id), unread, read, lane };
}

/** The session that a lane is about. */
function currentOf(sessions: readonly Session[]): Session | undefined {
  const active = sessions.filter(isActive);
  return active.find((one) => !isMail(one)) ?? active.at(0) ?? sessions.at(-1);
}

function isActive({ endedAt }: Session): boolean {
  return endedAt === null;
}

function stateOf(session: Session, memberId: Parameters<typeof isHeldBy>[1]): ChatState {
  if (session.endedAt !== null) return session.unattended ? "unattended" : "ended";
  const { holder } = session;
  switch (holder.kind) {
    case "bot":
    case "queue":
      return holder.kind;
    case "agent":
      if (isMail(session)) return isHeldBy(session, memberId) ? "mail-mine" : "mail-other";
      return isHeldBy(session, memberId) ? "mine" : "other";
    case "nobody":
      return isMail(session) ? "mail-nobody" : "ended";
  }
  // A kind of holder that this build does not know.
  holder satisfies never;
  return "other";
}
