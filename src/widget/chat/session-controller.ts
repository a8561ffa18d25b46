import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { type PublicEphemeralEvent, TYPING_INTERVAL_MS } from "#domain/model/ephemeral-event.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import { openDurableSubscription } from "#transport/subscriptions/durable-subscription.ts";
import type { Outbox } from "#transport/messages/outbox.ts";
import type { WidgetStrings } from "#locales/widget-languages.ts";
import { type ChatStoreState, noSession } from "./chat-state.ts";
import type { Api } from "./api-client.ts";
import { applyFactToState, applyEphemeralEventToState } from "./apply-fact.ts";
import type { Store } from "./store.ts";
import { messagesToCustomer } from "./messages-to-customer.ts";
import type { CustomerSession } from "#domain/views/customer-state.ts";

interface SessionControllerDeps {
  api: Api;
  store: Store<ChatStoreState>;
  outbox: Outbox<SessionId>;
  strings: WidgetStrings;
  /** What is known does not hold any more. */
  onStale(): void;
}

/** Asks that a customer may put to the server about their session. */
export type SessionRequest = "keepOpen" | "askPerson" | "askBot" | "stopBot" | "end";

/** The session on the screen: what happens in it, and what the customer does there. */
export class SessionController {
  readonly #deps: SessionControllerDeps;
  #stop = () => {};
  #typedAt: Instant = 0;

  constructor(parts: SessionControllerDeps) {
    this.#deps = parts;
  }

  /** Shows a session and follows it from there. */
  enter(session: CustomerSession): void {
    const { store, outbox } = this.#deps;
    this.leave();
    store.set({ stage: "chat", starting: "no", session, outbox: outbox.entries(session.id) });
    if (!session.talk.ended) this.#stop = this.#subscribe(session.id, session.no);
  }

  leave(): void {
    this.#stop();
    this.#stop = () => {};
    this.#deps.store.set(noSession);
  }

  /** Puts a message on its way in the session on the screen. */
  sendMessage(text: string): void {
    const { session } = this.#state;
    if (session) this.#deps.outbox.add(session.id, text);
  }

  /** Asks the server for something. Without a connection the wish waits for one, for as long as it makes sense. */
  request(what: SessionRequest): void {
    const { session } = this.#state;
    this.#deps.store.set({ asking: "nothing" });
    if (session === null) return;
    const { id: sessionId, talk } = session;
    const makesSense = () => {
      const now = this.#state.session;
      return now?.id === sessionId && (what !== "stopBot" || now.talk.turn?.turnId === talk.turn?.turnId);
    };
    const ask = () => {
      this.#deps.api.session[what].mutate({ sessionId }).catch((error: unknown) => {
        // Refused, the session has just moved on, and the screen shows how it is.
        if (readCallFailure(error).kind === "unanswered" && makesSense()) ask();
      });
    };
    ask();
  }

  /** Says that the customer types, every other second at most. */
  notifyTyping(now: Instant): void {
    const { session, connectionStatus } = this.#state;
    if (session === null || connectionStatus.downSince !== null || now - this.#typedAt < TYPING_INTERVAL_MS)
      return;
    this.#typedAt = now;
    ignoreFailure(this.#deps.api.message.typing.mutate({ sessionId: session.id }));
  }

  /** The newest message is in sight. */
  markRead(): void {
    const { session, window } = this.#state;
    if (session === null || !window.open || document.hidden) return;
    const count = messagesToCustomer(session.talk).length;
    if (count <= session.read) return;
    this.#deps.store.set({ session: { ...session, read: count } });
    ignoreFailure(this.#deps.api.message.read.mutate({ sessionId: session.id, count }));
  }

  get #state(): ChatStoreState {
    return this.#deps.store.get();
  }

  /** Follows what happens in a session after a number, and what is whispered meanwhile; the answer stops it. */
  #subscribe(sessionId: SessionId, after: number): () => void {
    const { api, onStale, strings } = this.#deps;
    const facts = openDurableSubscription<PublicItem>({
      after,
      start: (cursor, handlers) => api.session.watch.subscribe({ sessionId, after: cursor }, handlers),
      onItem: (item) => {
        this.#deps.store.set(applyFactToState(this.#state, item, strings));
        if (item.fact.kind === "session-ended") this.#stop();
      },
      onResync: onStale,
      onRefused: onStale,
    });
    const hear = () => api.session.whispers.subscribe({ sessionId }, { onData });
    const onData = (event: PublicEphemeralEvent) => {
      const heard = applyEphemeralEventToState(this.#state, event, strings, Date.now());
      if (heard) return this.#deps.store.set(heard);
      // Words of the chatbot were missed: asked anew, the server says them from the first.
      ephemeralEvents.unsubscribe();
      ephemeralEvents = hear();
    };
    let ephemeralEvents = hear();
    return () => {
      facts.unsubscribe();
      ephemeralEvents.unsubscribe();
    };
  }
}

/** What is lost with the connection is said again before long, or was only a courtesy. */
function ignoreFailure(answer: Promise<unknown>): void {
  answer.catch(() => {});
}
