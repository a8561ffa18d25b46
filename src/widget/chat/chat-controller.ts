import type { SessionId } from "#domain/model/ids.ts";
import { type Millis, SECOND } from "#domain/model/instant.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import { type Draft, saveDraft, readDraft } from "#transport/messages/drafts.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import {
  type ConnectionState,
  PING_INTERVAL_MS,
  PING_INTERVAL_MINIMISED_MS,
} from "#transport/connection/server-connection.ts";
import { randomHex } from "#transport/new-id.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { KeyedStorage } from "#transport/storage/keyed-storage.ts";
import type { WidgetStrings } from "#locales/widget-languages.ts";
import { type ChatState, initialState, type ChatStoreState } from "./chat-state.ts";
import type { ApiClient } from "./api-client.ts";
import type { FrameMessage } from "../loader/frame-protocol.ts";
import type { StoredCustomer, CustomerDetails } from "./stored-customer.ts";
import { readTimeDependentState } from "./time-dependent-state.ts";
import { updateConnectionStatus } from "./connection-status.ts";
import { parentPageNews } from "./parent-page-news.ts";
import { createStore, type Store } from "./store.ts";
import { SessionController } from "./session-controller.ts";
import type { CustomerState } from "#domain/views/customer-state.ts";

interface ChatControllerDeps extends ApiClient {
  storage: KeyedStorage<StoredCustomer>;
  strings: WidgetStrings;
  postToParentPage(message: FrameMessage): void;
  /** What there is to draw may be something else. */
  onChange(): void;
}

const TICK_MS: Millis = SECOND / 2;
const KEY_BYTES = 32;
const RETRY_MS: Millis = 2 * SECOND;
/** The names under which the customer and their unsent words are kept. */
export const CUSTOMER_KEY = "customer";
const DRAFT_KEY = "draft";

/** The whole chat of one browser with one company: who they are, and the session they are in. */
export class ChatController {
  readonly store: Store<ChatStoreState>;
  readonly sessionController: SessionController;
  readonly #deps: ChatControllerDeps;
  readonly #outbox: Outbox<SessionId>;
  readonly #drafts: KeyedStorage<Draft>;
  /** The token that was asked with last: another tab may have got another. */
  #token: string | undefined;
  /** What came too late for the last chat, where the customer wants to begin the next with it. */
  #carriedOver: OutboxEntry[] = [];
  /** What the page around knows; before there is a session, nothing. */
  #lastNews = JSON.stringify(parentPageNews(initialState));

  constructor(parts: ChatControllerDeps) {
    const { api, connection, storage, strings } = parts;
    this.#deps = parts;
    this.#drafts = new KeyedStorage(storage.prefix);
    const before = { who: this.#storedCustomer.who ?? null, draft: readDraft(this.#drafts, DRAFT_KEY) };
    this.store = createStore({ ...initialState, ...before }, () => this.#onStoreChange());
    this.#outbox = new Outbox({
      storage: new KeyedStorage<OutboxEntry<SessionId>>(`${storage.prefix}outbox:`),
      connection,
      send: ({ scope, clientId, text }) => api.message.send.mutate({ sessionId: scope, clientId, text }),
      onChange: () => {
        const { session } = this.store.get();
        if (session) this.store.set({ outbox: this.#outbox.entries(session.id) });
      },
    });
    this.sessionController = new SessionController({
      api,
      strings,
      store: this.store,
      outbox: this.#outbox,
      onStale: () => this.#load(),
    });
  }

  /** What is to be drawn now. */
  state(): ChatState {
    const known = this.store.get();
    const sessionController = known.session?.talk ?? null;
    return {
      ...known,
      timeDependent: readTimeDependentState({ ...known, talk: sessionController, now: Date.now() }),
    };
  }

  /** Finds out who we are and what was said; from then on everything follows by itself. */
  connect(): void {
    const { api, connection, storage } = this.#deps;
    connection.onState((state) => this.#setConnectionState(state));
    api.session.watchPublic.subscribe({}, { onData: (settings) => this.store.set({ settings }) });
    storage.watch(() => {
      if (this.#storedCustomer.token !== this.#token) this.#reconnectWithToken();
    });
    setInterval(this.#deps.onChange, TICK_MS);
    this.#load();
  }

  /** The form was sent. */
  async startSession(who: CustomerDetails): Promise<void> {
    const { api, strings } = this.#deps;
    if (this.store.get().starting === "yes") return;
    this.store.set({ starting: "yes", who, status: strings.$startingSaid });
    const { key = randomHex(KEY_BYTES) } = this.#storedCustomer;
    this.#storeCustomer({ key });
    try {
      const { token } = await api.session.open.mutate({ key, ...who });
      this.#storeCustomer({ token, who });
      this.#reconnectWithToken();
    } catch (error) {
      const failure = readCallFailure(error);
      const refused = failure.kind === "refused" && failure.reason === "BAD_REQUEST";
      this.store.set({ starting: refused ? "email-refused" : "failed", status: "" });
    }
  }

  /** Back to the form. What is in the box stays there. */
  showStartForm(): void {
    this.#carriedOver = [];
    this.sessionController.leave();
    this.store.set({ stage: "form", starting: "no" });
  }

  /** A new chat that begins with what came too late for the last one. */
  async startWithUnsent(): Promise<void> {
    const { who, session } = this.store.get();
    this.#carriedOver = session ? this.#entriesAfterEnd(session.id) : [];
    if (who) await this.startSession(who);
  }

  /** "Not you?" */
  forgetCustomer(): void {
    this.#deps.storage.write(CUSTOMER_KEY, null);
    this.setDraft("");
    this.store.set({ who: null });
    this.#reconnectWithToken();
  }

  /** What is in the box, at each keystroke. */
  setDraft(draft: string): void {
    saveDraft(this.#drafts, DRAFT_KEY, draft);
    this.store.set({ draft });
    if (draft !== "") this.sessionController.notifyTyping(Date.now());
  }

  /** Sends what is in the box; nothing and too much stay there. */
  send(): void {
    const text = this.store.get().draft.trim();
    if (text === "" || text.length > MESSAGE_MAX_LENGTH) return;
    this.sessionController.sendMessage(text);
    this.setDraft("");
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId);
  }

  remove(clientId: string): void {
    this.#outbox.remove(clientId);
  }

  ask(asking: ChatState["asking"]): void {
    this.store.set({ asking });
  }

  reconnect(): void {
    this.#deps.connection.reconnect();
  }

  setWindow(window: ChatState["window"]): void {
    this.store.set({ window });
    this.#deps.connection.setPingInterval(window.open ? PING_INTERVAL_MS : PING_INTERVAL_MINIMISED_MS);
  }

  close(): void {
    this.#deps.postToParentPage({ kind: "close" });
  }

  get #storedCustomer(): StoredCustomer {
    return this.#deps.storage.read(CUSTOMER_KEY) ?? {};
  }

  #storeCustomer(change: StoredCustomer): void {
    this.#deps.storage.write(CUSTOMER_KEY, { ...this.#storedCustomer, ...change });
  }

  /** The token is another one: the socket must say so before anything is asked. */
  #reconnectWithToken(): void {
    this.reconnect();
    this.#load();
  }

  #load(): void {
    const token = this.#storedCustomer.token;
    this.#token = token;
    if (token === undefined) return this.showStartForm();
    // What is said to another token than the latest is of no interest any more.
    const ifCurrent = (work: () => void) => token === this.#token && work();
    this.#deps.api.session.current.query({}).then(
      (state) => ifCurrent(() => this.#applyServerState(state)),
      (error: unknown) =>
        ifCurrent(() => {
          if (readCallFailure(error).kind === "refused") this.#dropToken();
          else setTimeout(() => ifCurrent(() => this.#load()), RETRY_MS);
        }),
    );
  }

  #applyServerState({ now, customer: { name, email }, session, ended }: CustomerState): void {
    const { store, sessionController } = this;
    // What just ended stays readable, and what came too late for it is still to be offered.
    const isOffered =
      ended && (ended.id === store.get().session?.id || this.#entriesAfterEnd(ended.id).length > 0);
    const shown = session ?? (isOffered ? ended : null);
    store.set({ who: { name, email }, skewMs: now - Date.now(), status: "" });
    if (shown) sessionController.enter(shown);
    else this.showStartForm();
    if (!session) return;
    for (const { clientId, text } of this.#carriedOver.splice(0)) {
      sessionController.sendMessage(text);
      this.#outbox.remove(clientId);
    }
  }

  /** What came too late for a session. */
  #entriesAfterEnd(id: SessionId): OutboxEntry[] {
    return this.#outbox.entries(id).filter(({ reason }) => reason === "session-ended");
  }

  #dropToken(): void {
    this.#storeCustomer({ token: undefined });
    this.#reconnectWithToken();
  }

  #setConnectionState(state: ConnectionState): void {
    this.store.set({
      connectionStatus: updateConnectionStatus(this.store.get().connectionStatus, state, Date.now()),
    });
    if (state === "refused" && this.#token !== undefined) this.#dropToken();
  }

  #onStoreChange(): void {
    const { onChange, postToParentPage } = this.#deps;
    onChange();
    const news = parentPageNews(this.store.get());
    const told = JSON.stringify(news);
    if (told === this.#lastNews) return;
    this.#lastNews = told;
    postToParentPage({ kind: "news", ...news });
  }
}
