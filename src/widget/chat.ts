import type { SessionId } from "#domain/ids.ts";
import { type Millis, SECOND } from "#domain/instant.ts";
import type { Acknowledged, VisitorState } from "#domain/views.ts";
import { createDrafts, type Drafts } from "#link/drafts.ts";
import { PING_EVERY_MS, PING_MINIMISED_MS } from "#link/exchange.ts";
import { readFailure } from "#link/failure.ts";
import type { OutboxEntry } from "#link/outbox-shelf.ts";
import { createOutbox, type Outbox } from "#link/outbox.ts";
import type { SafeStorage } from "#link/safe-storage.ts";
import type { WidgetWords } from "#locales/catalogue.ts";
import { type ChatState, firstState } from "./chat-state.ts";
import type { Client } from "./client.ts";
import type { FrameMessage } from "./loader-message.ts";
import type { Kept, Who } from "./kept.ts";
import { readMoment } from "./moment.ts";
import { followNetwork } from "./network.ts";
import { newsOf } from "./news.ts";
import { createStore, type Store } from "./store.ts";
import { Talk } from "./talk.ts";

interface ChatParts {
  client: Client;
  kept: Kept;
  storage: SafeStorage;
  /** Begins every storage key. */
  prefix: string;
  words: WidgetWords;
  tellHost(message: FrameMessage): void;
}

const TICK_MS: Millis = SECOND / 2;
const AGAIN_MS: Millis = 2 * SECOND;
const DRAFT = "draft";

/** The whole chat of one browser with one company: who they are, and the session they are in. */
export class Chat {
  readonly store: Store<ChatState>;
  readonly talk: Talk;
  readonly #parts: ChatParts;
  readonly #outbox: Outbox<Acknowledged>;
  readonly #drafts: Drafts;
  #loads = 0;
  /** The customer wants to begin the next chat with what came too late for the last. */
  #carries = false;
  /** What the page around knows; before there is a session, nothing. */
  #news = JSON.stringify(newsOf(firstState));

  constructor(parts: ChatParts) {
    const { client, kept, storage, prefix, words } = parts;
    this.#parts = parts;
    this.#drafts = createDrafts(storage, `${prefix}draft:`);
    this.#outbox = createOutbox<Acknowledged>({
      storage,
      prefix: `${prefix}outbox:`,
      link: client.link,
      send: ({ scope, clientId, text }) =>
        client.api.message.send.mutate({ sessionId: asSessionId(scope), clientId, text }),
      onSent: ({ clientId, text }, { sentAt }) => this.talk.noteSent(clientId, text, sentAt),
    });
    this.store = createStore({ ...firstState, who: kept.who(), draft: this.#drafts.read(DRAFT) });
    this.talk = new Talk({
      client,
      store: this.store,
      outbox: this.#outbox,
      words,
      onStale: () => void this.#load(),
      onNews: () => this.#tellNews(),
    });
  }

  /** Finds out who we are and what was said; from then on everything follows by itself. */
  begin(): void {
    const { client, kept } = this.#parts;
    client.link.onState((state) => this.#setNetwork(state));
    client.api.session.watchPublic.subscribe({}, { onData: (settings) => this.store.set({ settings }) });
    this.#outbox.onChange(() => this.#showOutbox());
    addEventListener("storage", ({ key }) => {
      if (kept.isToken(key)) this.#signInAnew();
    });
    setInterval(() => this.#tick(), TICK_MS);
    void this.#load();
  }

  /** The form was sent. */
  async start(who: Who): Promise<void> {
    const { client, kept, words } = this.#parts;
    if (this.store.get().starting === "yes") return;
    this.store.set({ starting: "yes", who, status: words.startingSaid });
    try {
      const { token } = await client.api.session.open.mutate({ key: kept.key(), ...who });
      kept.remember(token, who);
      this.#signInAnew();
    } catch (error) {
      const failure = readFailure(error);
      const refused = failure.kind === "refused" && failure.reason === "BAD_REQUEST";
      this.store.set({ starting: refused ? "email-refused" : "failed", status: "" });
    }
  }

  /** Back to the form. What is in the box stays there. */
  startNew(): void {
    this.talk.leave();
    this.store.set({ stage: "form", starting: "no" });
  }

  /** A new chat that begins with what came too late for the last one. */
  async startWithLost(): Promise<void> {
    const { who } = this.store.get();
    if (who === null) return;
    this.#carries = true;
    await this.start(who);
  }

  /** "Not you?" */
  forget(): void {
    this.#parts.kept.forget();
    this.talk.leave();
    this.write("");
    this.store.set({ stage: "form", who: null, starting: "no" });
    this.#parts.client.link.reconnect();
    this.#tellNews();
  }

  /** What is in the box, at each keystroke. */
  write(draft: string): void {
    this.#drafts.write(DRAFT, draft);
    this.store.set({ draft });
    if (draft !== "") this.talk.type(Date.now());
  }

  send(): void {
    this.talk.send();
    this.#drafts.write(DRAFT, this.store.get().draft);
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
    this.#parts.client.link.reconnect();
  }

  show(window: ChatState["window"]): void {
    this.store.set({ window });
    this.#parts.client.link.setPace(window.open ? PING_EVERY_MS : PING_MINIMISED_MS);
    this.#tick();
    this.#tellNews();
  }

  close(): void {
    this.#parts.tellHost({ kind: "close" });
  }

  /** The token is another one: the socket must say so before anything is asked. */
  #signInAnew(): void {
    this.#parts.client.link.reconnect();
    void this.#load();
  }

  async #load(): Promise<void> {
    const { client, kept } = this.#parts;
    const load = ++this.#loads;
    if (kept.token() === null) return this.startNew();
    try {
      const state = await client.api.session.current.query({});
      if (load === this.#loads) this.#enter(state);
    } catch (error) {
      if (load !== this.#loads) return;
      if (readFailure(error).kind === "refused") this.#dropToken();
      else setTimeout(() => load === this.#loads && void this.#load(), AGAIN_MS);
    }
  }

  #enter({ now, customer, session, ended }: VisitorState): void {
    const { store } = this;
    const { name, email } = customer;
    store.set({ who: { name, email }, skewMs: now - Date.now(), status: "" });
    const shown = store.get().session?.id;
    // What just ended stays readable, and what came too late for it is still to be offered.
    const last = ended !== null && (ended.id === shown || this.#lost(ended.id).length > 0) ? ended : null;
    const lost = this.#carries && session !== null && shown !== undefined ? this.#lost(shown) : [];
    if (session !== null) this.talk.enter(session);
    else if (last !== null) this.talk.enter(last);
    else this.startNew();
    if (session !== null) this.#carries = false;
    for (const { clientId, text } of lost) {
      this.talk.say(text);
      this.#outbox.remove(clientId);
    }
    this.#tick();
  }

  /** What came too late for a session. */
  #lost(id: SessionId): OutboxEntry[] {
    return this.#outbox.entries(id).filter(({ reason }) => reason === "session-ended");
  }

  #dropToken(): void {
    this.#parts.kept.dropToken();
    this.#parts.client.link.reconnect();
    this.startNew();
  }

  #setNetwork(state: Parameters<typeof followNetwork>[1]): void {
    this.store.set({ network: followNetwork(this.store.get().network, state, Date.now()) });
    this.#tick();
    if (state.kind === "refused" && this.#parts.kept.token() !== null) this.#dropToken();
  }

  #showOutbox(): void {
    const { session } = this.store.get();
    this.store.set({ outbox: session === null ? [] : this.#outbox.entries(session.id) });
  }

  #tick(): void {
    const { session, typing, network, skewMs, moment } = this.store.get();
    const next = readMoment({ now: Date.now(), skewMs, talk: session?.talk ?? null, typing, network });
    if (JSON.stringify(next) !== JSON.stringify(moment)) this.store.set({ moment: next });
  }

  #tellNews(): void {
    const news = newsOf(this.store.get());
    const told = JSON.stringify(news);
    if (told === this.#news) return;
    this.#news = told;
    this.#parts.tellHost({ kind: "news", ...news });
  }
}

/** Scopes of the outbox are session ids; only the compiler does not know. */
function asSessionId(scope: string): SessionId {
  return `ses_${scope.slice("ses_".length)}`;
}
