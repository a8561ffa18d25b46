import type { Instant, Millis } from "#domain/model/instant.ts";
import type { OutboxEntry } from "#transport/messages/outbox.ts";
import type { StreamedAnswer } from "./streamed-answer.ts";
import type { CustomerDetails } from "./stored-customer.ts";
import type { TimeDependentState, Typing } from "./time-dependent-state.ts";
import type { ConnectionStatus } from "./connection-status.ts";
import type { PublicSettings } from "#domain/settings/public-settings.ts";
import type { CustomerSession } from "#domain/views/customer-state.ts";

/** The session on the screen: the active one, or the one that has just ended. */
type OpenSession = CustomerSession;

/** All the frame knows. */
export interface ChatStoreState {
  /** `null` until the server has said who we are. */
  settings: PublicSettings | null;
  stage: "loading" | "form" | "chat";
  /** What the form begins with. */
  who: CustomerDetails | null;
  /** What is in the form's fields, where it is no longer what they began with. */
  formEdits: Partial<CustomerDetails>;
  /** Which fields are told off: all after a try to send, one after it was left. */
  validatedFields: Partial<Record<keyof CustomerDetails, boolean>>;
  starting: "no" | "yes" | "failed" | "email-refused";
  session: OpenSession | null;
  streamedAnswer: StreamedAnswer | null;
  typing: Typing | null;
  position: number | null;
  /** On their way, refused, or just sent; of this session. */
  outbox: readonly OutboxEntry[];
  draft: string;
  /** What the customer is being asked, if anything. */
  asking: "nothing" | "menu" | "end" | "person";
  connectionStatus: ConnectionStatus;
  /** What to add to this browser's clock to get the server's. */
  skewMs: Millis;
  /** What is said to who cannot see, and when what may not be said too often was said last. */
  status: string;
  announcedAt: { typing: Instant; position: Instant };
  /** How many messages to the customer there were when they scrolled up from the end; `null` while they are there. */
  countWhenScrolledUp: number | null;
  window: { open: boolean; full: boolean };
}

/** What is drawn follows from this and nothing else. */
export interface ChatState extends ChatStoreState {
  timeDependent: TimeDependentState;
}

/** Without a session. */
export const noSession = {
  session: null,
  streamedAnswer: null,
  typing: null,
  position: null,
  outbox: [],
  countWhenScrolledUp: null,
  asking: "nothing",
} satisfies Partial<ChatStoreState>;

/** Before anything is known. */
export const initialState: ChatStoreState = {
  ...noSession,
  settings: null,
  stage: "loading",
  who: null,
  formEdits: {},
  validatedFields: {},
  starting: "no",
  draft: "",
  connectionStatus: { downSince: null, offline: false, backAt: null },
  skewMs: 0,
  status: "",
  announcedAt: { typing: 0, position: 0 },
  window: { open: false, full: false },
};
