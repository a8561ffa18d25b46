import type { Instant, Millis } from "#domain/model/instant.ts";
import type { OutboxEntry } from "#transport/messages/outbox.ts";
import type { StreamedAnswer } from "./streamed-answer.ts";
import type { CustomerDetails } from "./stored-customer.ts";
import type { Stage } from "./stage.ts";
import type { TimeDependentState, Typing } from "./time-dependent-state.ts";
import type { ConnectionStatus } from "./connection-status.ts";
import type { PublicSettings } from "#domain/settings/public-settings.ts";
import type { AnsweredMail, CustomerSession } from "#domain/views/customer-state.ts";

/** The session on the screen: the active one, or the one that has just ended. */
type OpenSession = CustomerSession;

/** The stored state of the frame. */
export interface ChatStoreState {
  /** The settings; `null` until the server has sent them. */
  settings: PublicSettings | null;
  stage: Stage;
  /** Who has answered them since they left, without a word of it; `null` if nobody has. */
  answered: AnsweredMail | null;
  /** Whether their mail could not be loaded. */
  isThreadLost: boolean;
  /** How many messages they have not seen before those of the thread that are loaded. */
  unseenBefore: number;
  /** When they last started a chat, or looked at their mail, in any tab, by this browser's clock; 0 if never. */
  actedAt: Instant;
  /** The initial values of the form. */
  who: CustomerDetails | null;
  /** Changed values of the form's fields. */
  formEdits: Partial<CustomerDetails>;
  /** The fields that show errors: all after a submit, one after it lost focus. */
  validatedFields: Partial<Record<keyof CustomerDetails, boolean>>;
  starting: "no" | "yes" | "failed";
  /** The form for a message to people who are away, in place of what else is shown. */
  letter: "no" | "open" | "sent";
  session: OpenSession | null;
  /** What is before the page of earlier messages that is being loaded, or was loaded last. */
  loadingEarlier: OpenSession["earlier"];
  streamedAnswer: StreamedAnswer | null;
  typing: Typing | null;
  position: number | null;
  /** Waiting, failed and recently sent messages of this session. */
  outbox: readonly OutboxEntry[];
  draft: string;
  /** The menu or question that is open, if any. */
  asking: "nothing" | "menu" | "end" | "person";
  connectionStatus: ConnectionStatus;
  /** The server's clock minus this browser's. */
  skewMs: Millis;
  /** The announcement for screen readers, and the time at which each rate-limited kind was last announced. */
  status: string;
  announcedAt: { typing: Instant; position: Instant };
  /** The number of messages to the customer when they scrolled up; `null` while they are at the end. */
  countWhenScrolledUp: number | null;
  window: { open: boolean; full: boolean };
}

/** The state from which the view is rendered, and nothing else. */
export interface ChatState extends ChatStoreState {
  timeDependent: TimeDependentState;
}

/** The fields of a session when there is none. */
export const noSession = {
  session: null,
  loadingEarlier: null,
  streamedAnswer: null,
  typing: null,
  position: null,
  outbox: [],
  countWhenScrolledUp: null,
  asking: "nothing",
} satisfies Partial<ChatStoreState>;

/** The fields of a customer when there is none. */
export const noCustomer = {
  who: null,
  formEdits: {},
  validatedFields: {},
  answered: null,
  isThreadLost: false,
  actedAt: 0,
} satisfies Partial<ChatStoreState>;

/** The state before anything is loaded. */
export const initialState: ChatStoreState = {
  ...noSession,
  ...noCustomer,
  settings: null,
  stage: "loading",
  unseenBefore: 0,
  starting: "no",
  letter: "no",
  draft: "",
  connectionStatus: { downSince: null, offline: false, backAt: null },
  skewMs: 0,
  status: "",
  announcedAt: { typing: 0, position: 0 },
  window: { open: false, full: false },
};
