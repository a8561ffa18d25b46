import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import type { VisitorSession } from "#domain/views/team-view.ts";
import { type PublicWhisper, TYPING_EVERY_MS } from "#domain/model/ephemeral-event.ts";
import { readFailure } from "#transport/call-failure.ts";
import { follow } from "#transport/subscriptions/durable-subscription.ts";
import type { Outbox } from "#transport/messages/outbox.ts";
import type { WidgetWords } from "#locales/widget-languages.ts";
import { type Known, noSession } from "./chat-state.ts";
import type { Api } from "./api-client.ts";
import { hearFact, hearWhisper } from "./apply-fact.ts";
import type { Store } from "./store.ts";
import { toCustomer } from "./messages-to-customer.ts";

interface TalkParts {
  api: Api;
  store: Store<Known>;
  outbox: Outbox<SessionId>;
  words: WidgetWords;
  /** What is known does not hold any more. */
  onStale(): void;
}

/** Asks that a customer may put to the server about their session. */
export type Wish = "keepOpen" | "askPerson" | "askBot" | "stopBot" | "end";

/** The session on the screen: what happens in it, and what the customer does there. */
export class Talk {
  readonly #parts: TalkParts;
  #stop = () => {};
  #typedAt: Instant = 0;

  constructor(parts: TalkParts) {
    this.#parts = parts;
  }

  /** Shows a session and follows it from there. */
  enter(session: VisitorSession): void {
    const { store, outbox } = this.#parts;
    this.leave();
    store.set({ stage: "chat", starting: "no", session, outbox: outbox.entries(session.id) });
    if (!session.talk.ended) this.#stop = this.#listen(session.id, session.no);
  }

  leave(): void {
    this.#stop();
    this.#stop = () => {};
    this.#parts.store.set(noSession);
  }

  /** Puts a message on its way in the session on the screen. */
  say(text: string): void {
    const { session } = this.#state;
    if (session) this.#parts.outbox.add(session.id, text);
  }

  /** Asks the server for something. Without a connection the wish waits for one, for as long as it makes sense. */
  wish(what: Wish): void {
    const { session } = this.#state;
    this.#parts.store.set({ asking: "nothing" });
    if (session === null) return;
    const { id: sessionId, talk } = session;
    const makesSense = () => {
      const now = this.#state.session;
      return now?.id === sessionId && (what !== "stopBot" || now.talk.turn?.turnId === talk.turn?.turnId);
    };
    const ask = () => {
      this.#parts.api.session[what].mutate({ sessionId }).catch((error: unknown) => {
        // Refused, the session has just moved on, and the screen shows how it is.
        if (readFailure(error).kind === "unanswered" && makesSense()) ask();
      });
    };
    ask();
  }

  /** Says that the customer types, every other second at most. */
  type(now: Instant): void {
    const { session, network } = this.#state;
    if (session === null || network.downSince !== null || now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    tolerate(this.#parts.api.message.typing.mutate({ sessionId: session.id }));
  }

  /** The newest message is in sight. */
  see(): void {
    const { session, window } = this.#state;
    if (session === null || !window.open || document.hidden) return;
    const count = toCustomer(session.talk).length;
    if (count <= session.read) return;
    this.#parts.store.set({ session: { ...session, read: count } });
    tolerate(this.#parts.api.message.read.mutate({ sessionId: session.id, count }));
  }

  get #state(): Known {
    return this.#parts.store.get();
  }

  /** Follows what happens in a session after a number, and what is whispered meanwhile; the answer stops it. */
  #listen(sessionId: SessionId, after: number): () => void {
    const { api, onStale, words } = this.#parts;
    const facts = follow<PublicItem>({
      after,
      start: (cursor, handlers) => api.session.watch.subscribe({ sessionId, after: cursor }, handlers),
      onItem: (item) => {
        this.#parts.store.set(hearFact(this.#state, item, words));
        if (item.fact.kind === "session-ended") this.#stop();
      },
      onResync: onStale,
      onRefused: onStale,
    });
    const hear = () => api.session.whispers.subscribe({ sessionId }, { onData });
    const onData = (whisper: PublicWhisper) => {
      const heard = hearWhisper(this.#state, whisper, words, Date.now());
      if (heard) return this.#parts.store.set(heard);
      // Words of the chatbot were missed: asked anew, the server says them from the first.
      whispers.unsubscribe();
      whispers = hear();
    };
    let whispers = hear();
    return () => {
      facts.unsubscribe();
      whispers.unsubscribe();
    };
  }
}

/** What is lost with the connection is said again before long, or was only a courtesy. */
function tolerate(answer: Promise<unknown>): void {
  answer.catch(() => {});
}
