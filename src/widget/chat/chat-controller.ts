import type { SessionId } from "#domain/model/ids.ts";
import { type Millis, SECOND } from "#domain/model/instant.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import { isBlank } from "#domain/text/is-blank.ts";
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
import type { WidgetStrings } from "#language/widget.ts";
import { type ChatState, initialState, noCustomer, type ChatStoreState } from "./chat-state.ts";
import type { Api, ApiClient } from "./api-client.ts";
import type { StoredCustomer, CustomerDetails } from "./stored-customer.ts";
import { atTime } from "./at-time.ts";
import { updateConnectionStatus } from "./connection-status.ts";
import { parentPageNews, type ParentPageNews } from "./parent-page-news.ts";
import { entriesAfterEnd } from "./entries-after-end.ts";
import { createStore, type Store } from "./store.ts";
import { readNewestMail, threadSession } from "./newest-mail.ts";
import { SessionController } from "./session-controller.ts";
import type { CustomerState } from "#domain/views/customer-state.ts";

interface ChatControllerDeps extends ApiClient {
  storage: KeyedStorage<StoredCustomer>;
  strings: WidgetStrings;
  postToParentPage(message: ParentPageNews | { kind: "close" }): void;
  /** Called when the view must be rendered again. */
  onChange(): void;
}

const TICK_MS: Millis = SECOND / 2;
/** How much of the frame's query the server looks at. */
const FROM_LENGTH = 200;
const KEY_BYTES = 32;
const RETRY_MS: Millis = 2 * SECOND;
/** The storage keys of the customer and of their draft. */
export const CUSTOMER_KEY = "customer";
const DRAFT_KEY = "draft";

/** The chat of one browser with one organization: the customer and their session. */
export class ChatController {
  readonly store: Store<ChatStoreState>;
  readonly sessionController: SessionController;
  /** Every procedure of the server, for the later part. */
  readonly api: Api;
  /** The texts of the first part, of which the later one also shows some. */
  readonly strings: WidgetStrings;
  readonly #deps: ChatControllerDeps;
  readonly outbox: Outbox<SessionId>;
  readonly #drafts: KeyedStorage<Draft>;
  /** The token of the last load. Another tab may have stored a different one. */
  #token: string | undefined;
  /** Messages that were too late for the last chat, if the customer wants to start the next one with them. */
  #carriedOver: OutboxEntry[] = [];
  /** The id of the message that is being left. Another text is another message. */
  letterId: string | undefined;
  /** Whether the server was asked once, or is asked and listened to. */
  #begun: "no" | "asked" | "connected" = "no";
  /** The news last posted to the parent page. */
  #postedNews: ParentPageNews = parentPageNews(initialState, 0);

  constructor(deps: ChatControllerDeps) {
    const { api, connection, storage, strings } = deps;
    this.#deps = deps;
    this.api = api;
    this.strings = strings;
    this.#drafts = new KeyedStorage(storage.prefix);
    const { who = null, actedAt = 0 } = this.#storedCustomer;
    const stored = { who, actedAt, draft: readDraft(this.#drafts, DRAFT_KEY) };
    this.store = createStore({ ...initialState, ...stored }, () => this.#onStoreChange());
    this.outbox = new Outbox({
      storage: new KeyedStorage<OutboxEntry<SessionId>>(`${storage.prefix}outbox:`),
      connection,
      send: ({ scope, clientId, text }) => this.#send(scope, clientId, text),
      onChange: () => {
        const { session } = this.store.get();
        if (session) this.store.set({ outbox: this.outbox.entries(session.id) });
      },
    });
    this.sessionController = new SessionController({
      api,
      strings,
      store: this.store,
      outbox: this.outbox,
      onStale: () => this.#load(),
    });
  }

  /** Returns the state to render now. */
  state(): ChatState {
    return atTime(this.store.get(), Date.now());
  }

  /** Loads the customer and the session, and subscribes to changes, once. */
  connect(): void {
    if (this.#begun === "connected") return;
    this.#begun = "connected";
    const { api, connection, storage } = this.#deps;
    connection.onState((state) => this.#setConnectionState(state));
    api.session.watchPublic.subscribe({}, { onData: (settings) => this.store.set({ settings }) });
    storage.watch(() => {
      const { token, actedAt = 0 } = this.#storedCustomer;
      const { stage, actedAt: knownAt } = this.store.get();
      if (token !== this.#token) this.#reconnectWithToken();
      // Another tab may have started a chat, which goes on here too, or forgotten the customer.
      else if (this.#isForgotten || (stage !== "chat" && actedAt !== knownAt)) this.#load();
    });
    setInterval(this.#deps.onChange, TICK_MS);
    this.#load();
  }

  /** Opens a session with the details from the form. */
  async startSession(who: CustomerDetails): Promise<void> {
    this.store.set({ status: this.strings.$startingSaid });
    const from = location.search.slice(1, FROM_LENGTH);
    await this.submit(who, (form) => this.api.session.open.mutate({ ...form, from }));
  }

  /** Shows the form for a message, or what was there before. */
  showLetter(letter: ChatState["letter"]): void {
    this.store.set({ letter, starting: "no" });
  }

  /** Submits the form, and takes the token that the server gives for it. @returns whether it did */
  async submit(
    who: CustomerDetails,
    call: (form: CustomerDetails & { key: string }) => Promise<{ token: string | null }>,
  ): Promise<boolean> {
    if (this.store.get().starting === "yes") return false;
    this.store.set({ starting: "yes", who });
    const { key = randomHex(KEY_BYTES) } = this.#storedCustomer;
    this.#storeCustomer({ key });
    try {
      const { token } = await call({ key, ...who });
      this.#storeCustomer({ token: token ?? undefined, who, actedAt: Date.now() });
      this.#reconnectWithToken();
      return true;
    } catch (error) {
      const failure = readCallFailure(error);
      // The company has closed since: what was typed is kept for the message.
      if (failure.kind === "refused" && failure.reason === "outside-hours") this.showLetter("open");
      else this.store.set({ starting: "failed", status: "" });
      return false;
    }
  }

  /** Shows the form again. The draft is kept. */
  showStartForm(): void {
    this.#carriedOver = [];
    this.sessionController.clearSession();
    this.store.set({ stage: "form", starting: "no" });
  }

  /** Shows the newest page of the customer's mail. What they write there goes into it. */
  async openThread(): Promise<void> {
    const token = this.#token;
    const { stage } = this.store.get();
    const page = await readNewestMail(this);
    // Meanwhile there may be another customer, or a chat.
    if (page === undefined || token !== this.#token || stage !== this.store.get().stage) return;
    if (page === null) return this.showStartForm();
    this.sessionController.showSession(threadSession(page), "thread");
    // Only the press is an act of theirs: a tab that loads the mail anew would make all others load it, and they this one.
    if (stage === "form") this.#storeCustomer({ actedAt: Date.now() });
    this.store.set({ answered: null, unseenBefore: page.unseenBefore });
  }

  /** Starts a new chat with the messages that were too late for the last one. */
  async startWithUnsent(): Promise<void> {
    const { who, session } = this.store.get();
    this.#carriedOver = session ? entriesAfterEnd(this.outbox, session.id) : [];
    if (who) await this.startSession(who);
  }

  /** Forgets the customer, for "Not you?". */
  forgetCustomer(): void {
    this.#deps.storage.write(CUSTOMER_KEY, null);
    this.setDraft("");
    this.#reconnectWithToken();
  }

  /** Stores the draft, at each keystroke. */
  setDraft(draft: string): void {
    saveDraft(this.#drafts, DRAFT_KEY, draft);
    this.letterId = undefined;
    this.store.set({ draft });
    if (draft !== "") this.sessionController.notifyTyping(Date.now());
  }

  /** Sends the draft, unless it is empty or too long. */
  send(): void {
    const text = this.store.get().draft.trim();
    if (isBlank(text) || text.length > MESSAGE_MAX_LENGTH) return;
    this.sessionController.sendMessage(text);
    this.setDraft("");
  }

  reconnect(): void {
    this.#deps.connection.reconnect();
  }

  setWindow(window: ChatState["window"]): void {
    this.store.set({ window });
    this.#deps.connection.setPingInterval(window.open ? PING_INTERVAL_MS : PING_INTERVAL_MINIMISED_MS);
    void (window.open ? this.connect() : this.#askOnce());
  }

  close(): void {
    this.#deps.postToParentPage({ kind: "close" });
  }

  /** Asks once, for a page that nobody has opened the chat on, and connects only if a chat goes on. */
  async #askOnce(): Promise<void> {
    const { token } = this.#storedCustomer;
    if (this.#begun !== "no" || token === undefined) return;
    this.#begun = "asked";
    // Nobody waits for it: if it fails, the next page asks again.
    const state = await this.#deps.askOnce(token).catch(() => null);
    if (state?.session) this.connect();
    else if (state && this.#begun === "asked") this.store.set({ answered: state.answered });
  }

  async #send(sessionId: SessionId, clientId: string, text: string): Promise<void> {
    const stored = await this.api.message.send.mutate({ sessionId, clientId, text });
    // It was written in a mail session that has ended.
    if ((stored.sessionId ?? sessionId) !== sessionId && this.store.get().stage === "thread")
      void this.openThread();
  }

  get #storedCustomer(): StoredCustomer {
    return this.#deps.storage.read(CUSTOMER_KEY) ?? {};
  }

  /** Whether "Not you?" was pressed, here or in another tab. A customer whose token has expired is still known. */
  get #isForgotten(): boolean {
    return this.store.get().who !== null && this.#deps.storage.read(CUSTOMER_KEY) === null;
  }

  #storeCustomer(change: StoredCustomer): void {
    const stored = { ...this.#storedCustomer, ...change };
    this.#deps.storage.write(CUSTOMER_KEY, stored);
    this.store.set({ actedAt: stored.actedAt ?? 0 });
  }

  /** Reconnects with the changed token, then loads again. */
  #reconnectWithToken(): void {
    this.reconnect();
    this.#load();
  }

  #load(): void {
    const { token, actedAt = 0 } = this.#storedCustomer;
    this.#token = token;
    if (this.#isForgotten) this.store.set({ ...noCustomer, draft: "" });
    this.store.set({ actedAt });
    if (token === undefined) return this.showStartForm();
    // Responses for an older token are ignored.
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

  #applyServerState({ now, customer: { name, email }, session, ended, answered }: CustomerState): void {
    const { store, sessionController } = this;
    // A session that has just ended stays readable, and messages that were too late for it can still be used.
    const isOffered =
      ended && (ended.id === store.get().session?.id || entriesAfterEnd(this.outbox, ended.id).length > 0);
    const shown = session ?? (isOffered ? ended : null);
    store.set({ who: { name, email }, status: "", answered, skewMs: now - Date.now() });
    if (shown) sessionController.showSession(shown, "chat");
    else if (store.get().stage === "thread") void this.openThread();
    else this.showStartForm();
    if (!session) return;
    for (const { clientId, text } of this.#carriedOver.splice(0)) {
      sessionController.sendMessage(text);
      this.outbox.remove(clientId);
    }
  }

  #dropToken(): void {
    this.#storeCustomer({ token: undefined, actedAt: 0 });
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
    const news = parentPageNews(this.store.get(), this.#postedNews.unread);
    const { unread, until } = this.#postedNews;
    if (news.unread === unread && news.until === until) return;
    this.#postedNews = news;
    postToParentPage(news);
  }
}
