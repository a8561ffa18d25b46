import type { NumberedFact } from "#domain/model/fact.ts";
import type { ChatCard, PastChatsPage } from "#domain/views/inbox.ts";
import type { LaneSnapshot } from "#domain/views/customer-lane.ts";
import { newSettingsView } from "./fixtures.ts";
import { type Page } from "./page.tsx";
import { newInbox } from "./chat-fixtures.ts";

interface Chats {
  cards?: readonly ChatCard[];
  lanes?: readonly LaneSnapshot[];
  past?: PastChatsPage["cards"];
}

const none = () => ({});

/** Adds answers for these chats and the actions on them to the fake server. */
export function serveChats(page: Page, { cards = [], lanes = [], past = [] }: Chats): void {
  page.server.answers = {
    "agent.me": () => page.me,
    "agent.inbox": () => newInbox(cards),
    "agent.chattedWith": () => ({ cards: past, next: null }),
    "agent.look": ({ customerIds }) => lanes.filter(({ customer }) => customerIds.includes(customer.id)),
    "agent.accept": none,
    "agent.takeOver": none,
    "agent.handBack": none,
    "agent.end": none,
    "agent.attend": none,
    "agent.attendAll": none,
    "agent.snooze": none,
    "agent.sinceClosed": () => null,
    "agent.setAvailable": none,
    "message.read": none,
    "message.typing": none,
    "settings.get": () => newSettingsView({ answers: "agents" }),
  };
}

/** Publishes facts to all followers of the feed, numbered after `prev`. */
export function publishFacts(page: Page, facts: readonly NumberedFact["fact"][], prev = 100): void {
  const entries = facts.map((fact, index) => ({ no: prev + index + 1, sessionNo: prev + index + 1, fact }));
  const no = prev + facts.length;
  page.server.publish("agent.watch", { prev, no, facts: entries }, String(no));
}
