import type { SessionId } from "#domain/model/ids.ts";
import { type Millis, SECOND } from "#domain/model/instant.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import type { VisitorState } from "#domain/views/team-view.ts";
import { type Draft, keepDraft, readDraft } from "#transport/messages/drafts.ts";
import { readFailure } from "#transport/call-failure.ts";
import { type LinkState, PING_EVERY_MS, PING_MINIMISED_MS } from "#transport/connection/server-connection.ts";
import { randomHex } from "#transport/new-id.ts";
import { Outbox, type OutboxEntry } from "#transport/messages/outbox.ts";
import { Shelf } from "#transport/storage/keyed-storage.ts";
import type { WidgetWords } from "#locales/widget-languages.ts";
import { type ChatState, firstState, type Known } from "./chat-state.ts";
import type { Client } from "./api-client.ts";
import type { FrameMessage } from "../loader/frame-protocol.ts";
import type { Kept, Who } from "./stored-customer.ts";
import { readMoment } from "./time-dependent-state.ts";
import { followNetwork } from "./connection-status.ts";
import { newsOf } from "./parent-page-news.ts";
import { createStore, type Store } from "./store.ts";
import { Talk } from "./session-controller.ts";

interface ChatParts extends Client {
  kept: Shelf<Kept>;
  words: WidgetWords;
  tellHost(message: FrameMessage): void;
  /** What there is to draw may be something else. */
  onChange(): void;
}

const TICK_MS: Millis = SECOND / 2;
const KEY_BYTES = 32;
const AGAIN_MS: Millis = 2 * SECOND;
/** The names under which the customer and their unsent words are kept. */
export const CUSTOMER = "customer";
const DRAFT = "draft";

/** The whole chat of one browser with one company: who they are, and the session they are in. */
export class Chat {
  readonly store: Store<Known>;
  readonly talk: Talk;
  readonly #parts: ChatParts;
  readonly #outbox: Outbox<SessionId>;
  readonly #drafts: Shelf<Draft>;
  /** The token that was asked with last: another tab may have got another. */
  #token: string | undefined;
  /** What came too late for the last chat, where the customer wants to begin the next with it. */
  #carried: OutboxEntry[] = [];
  /** What the page around knows; before there is a session, nothing. */
  #news = JSON.stringify(newsOf(firstState));

  constructor(parts: ChatParts) {
    const { api, link, kept, words } = parts;
    this.#parts = parts;
    this.#drafts = new Shelf(kept.prefix);
    const before = { who: this.#kept.who ?? null, draft: readDraft(this.#drafts, DRAFT) };
    this.store = createStore({ ...firstState, ...before }, () => this.#changed());
    this.#outbox = new Outbox({
      shelf: new Shelf<OutboxEntry<SessionId>>(`${kept.prefix}outbox:`),
      link,
      send: ({ scope, clientId, text }) => api.message.send.mutate({ sessionId: scope, clientId, text }),
      onChange: () => {
        const { session } = this.store.get();
        if (session) this.store.set({ outbox: this.#outbox.entries(session.id) });
      },
    });
    this.talk = new Talk({
      api,
      words,
      store: this.store,
      outbox: this.#outbox,
      onStale: () => this.#load(),
    });
  }

  /** What is to be drawn now. */
  state(): ChatState {
    const known = this.store.get();
    const talk = known.session?.talk ?? null;
    return { ...known, moment: readMoment({ ...known, talk, now: Date.now() }) };
  }

  /** Finds out who we are and what was said; from then on everything follows by itself. */
  begin(): void {
    const { api, link, kept } = this.#parts;
    link.onState((state) => this.#setNetwork(state));
    api.session.watchPublic.subscribe({}, { onData: (settings) => this.store.set({ settings }) });
    kept.watch(() => {
      if (this.#kept.token !== this.#token) this.#signInAnew();
    });
    setInterval(this.#parts.onChange, TICK_MS);
    this.#load();
  }

  /** The form was sent. */
  async start(who: Who): Promise<void> {
    const { api, words } = this.#parts;
    if (this.store.get().starting === "yes") return;
    this.store.set({ starting: "yes", who, status: words.$startingSaid });
    const { key = randomHex(KEY_BYTES) } = this.#kept;
    this.#keep({ key });
    try {
      const { token } = await api.session.open.mutate({ key, ...who });
      this.#keep({ token, who });
      this.#signInAnew();
    } catch (error) {
      const failure = readFailure(error);
      const refused = failure.kind === "refused" && failure.reason === "BAD_REQUEST";
      this.store.set({ starting: refused ? "email-refused" : "failed", status: "" });
    }
  }

  /** Back to the form. What is in the box stays there. */
  startNew(): void {
    this.#carried = [];
    this.talk.leave();
    this.store.set({ stage: "form", starting: "no" });
  }

  /** A new chat that begins with what came too late for the last one. */
  async startWithLost(): Promise<void> {
    const { who, session } = this.store.get();
    this.#carried = session ? this.#lost(session.id) : [];
    if (who) await this.start(who);
  }

  /** "Not you?" */
  forget(): void {
    this.#parts.kept.write(CUSTOMER, null);
    this.write("");
    this.store.set({ who: null });
    this.#signInAnew();
  }

  /** What is in the box, at each keystroke. */
  write(draft: string): void {
    keepDraft(this.#drafts, DRAFT, draft);
    this.store.set({ draft });
    if (draft !== "") this.talk.type(Date.now());
  }

  /** Sends what is in the box; nothing and too much stay there. */
  send(): void {
    const text = this.store.get().draft.trim();
    if (text === "" || text.length > MESSAGE_MAX_LENGTH) return;
    this.talk.say(text);
    this.write("");
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
    this.#parts.link.reconnect();
  }

  show(window: ChatState["window"]): void {
    this.store.set({ window });
    this.#parts.link.setPace(window.open ? PING_EVERY_MS : PING_MINIMISED_MS);
  }

  close(): void {
    this.#parts.tellHost({ kind: "close" });
  }

  get #kept(): Kept {
    return this.#parts.kept.read(CUSTOMER) ?? {};
  }

  #keep(change: Kept): void {
    this.#parts.kept.write(CUSTOMER, { ...this.#kept, ...change });
  }

  /** The token is another one: the socket must say so before anything is asked. */
  #signInAnew(): void {
    this.reconnect();
    this.#load();
  }

  #load(): void {
    const token = this.#kept.token;
    this.#token = token;
    if (token === undefined) return this.startNew();
    // What is said to another token than the latest is of no interest any more.
    const heed = (work: () => void) => token === this.#token && work();
    this.#parts.api.session.current.query({}).then(
      (state) => heed(() => this.#enter(state)),
      (error: unknown) =>
        heed(() => {
          if (readFailure(error).kind === "refused") this.#dropToken();
          else setTimeout(() => heed(() => this.#load()), AGAIN_MS);
        }),
    );
  }

  #enter({ now, customer: { name, email }, session, ended }: VisitorState): void {
    const { store, talk } = this;
    // What just ended stays readable, and what came too late for it is still to be offered.
    const isOffered = ended && (ended.id === store.get().session?.id || this.#lost(ended.id).length > 0);
    const shown = session ?? (isOffered ? ended : null);
    store.set({ who: { name, email }, skewMs: now - Date.now(), status: "" });
    if (shown) talk.enter(shown);
    else this.startNew();
    if (!session) return;
    for (const { clientId, text } of this.#carried.splice(0)) {
      talk.say(text);
      this.#outbox.remove(clientId);
    }
  }

  /** What came too late for a session. */
  #lost(id: SessionId): OutboxEntry[] {
    return this.#outbox.entries(id).filter(({ reason }) => reason === "session-ended");
  }

  #dropToken(): void {
    this.#keep({ token: undefined });
    this.#signInAnew();
  }

  #setNetwork(state: LinkState): void {
    this.store.set({ network: followNetwork(this.store.get().network, state, Date.now()) });
    if (state === "refused" && this.#token !== undefined) this.#dropToken();
  }

  #changed(): void {
    const { onChange, tellHost } = this.#parts;
    onChange();
    const news = newsOf(this.store.get());
    const told = JSON.stringify(news);
    if (told === this.#news) return;
    this.#news = told;
    tellHost({ kind: "news", ...news });
  }
}
