import type { Instant, Millis } from "#domain/model/instant.ts";
import type { PublicSettings, VisitorSession } from "#domain/views/team-view.ts";
import type { OutboxEntry } from "#transport/messages/outbox.ts";
import type { BotWords } from "./streamed-answer.ts";
import type { Who } from "./stored-customer.ts";
import type { Moment, Typing } from "./time-dependent-state.ts";
import type { Network } from "./connection-status.ts";

/** The session on the screen: the active one, or the one that has just ended. */
type OpenSession = VisitorSession;

/** All the frame knows. */
export interface Known {
  /** `null` until the server has said who we are. */
  settings: PublicSettings | null;
  stage: "loading" | "form" | "chat";
  /** What the form begins with. */
  who: Who | null;
  /** What is in the form's fields, where it is no longer what they began with. */
  typed: Partial<Who>;
  /** Which fields are told off: all after a try to send, one after it was left. */
  checks: Partial<Record<keyof Who, boolean>>;
  starting: "no" | "yes" | "failed" | "email-refused";
  session: OpenSession | null;
  words: BotWords | null;
  typing: Typing | null;
  position: number | null;
  /** On their way, refused, or just sent; of this session. */
  outbox: readonly OutboxEntry[];
  draft: string;
  /** What the customer is being asked, if anything. */
  asking: "nothing" | "menu" | "end" | "person";
  network: Network;
  /** What to add to this browser's clock to get the server's. */
  skewMs: Millis;
  /** What is said to who cannot see, and when what may not be said too often was said last. */
  status: string;
  saidAt: { typing: Instant; position: Instant };
  /** How many messages to the customer there were when they scrolled up from the end; `null` while they are there. */
  away: number | null;
  window: { open: boolean; full: boolean };
}

/** What is drawn follows from this and nothing else. */
export interface ChatState extends Known {
  moment: Moment;
}

/** Without a session. */
export const noSession = {
  session: null,
  words: null,
  typing: null,
  position: null,
  outbox: [],
  away: null,
  asking: "nothing",
} satisfies Partial<Known>;

/** Before anything is known. */
export const firstState: Known = {
  ...noSession,
  settings: null,
  stage: "loading",
  who: null,
  typed: {},
  checks: {},
  starting: "no",
  draft: "",
  network: { downSince: null, offline: false, backAt: null },
  skewMs: 0,
  status: "",
  saidAt: { typing: 0, position: 0 },
  window: { open: false, full: false },
};
