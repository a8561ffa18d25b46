import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { type PublicEphemeralEvent, TYPING_INTERVAL_MS } from "#domain/model/ephemeral-event.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import { openDurableSubscription } from "#transport/subscriptions/durable-subscription.ts";
import type { Outbox } from "#transport/messages/outbox.ts";
import type { WidgetStrings } from "#language/widget.ts";
import { type ChatStoreState, noSession } from "./chat-state.ts";
import type { Api } from "./api-client.ts";
import { applyFactToState, applyEphemeralEventToState } from "./apply-fact-to-state.ts";
import type { Store } from "./store.ts";
import { messagesBefore } from "./messages-before.ts";
import { messagesToCustomer } from "./messages-to-customer.ts";
import type { CustomerSession } from "#domain/views/customer-state.ts";

interface SessionControllerDeps {
  api: Api;
  store: Store<ChatStoreState>;
  outbox: Outbox<SessionId>;
  strings: WidgetStrings;
  /** Called when the state must be loaded again. */
  onStale(): void;
}

/** Requests of a customer about their session, named after the procedures. */
export type SessionRequest = "keepOpen" | "askPerson" | "askBot" | "stopBot" | "end";

/** The session on the screen: subscribes to its events and sends the customer's actions. */
export class SessionController {
  readonly #deps: SessionControllerDeps;
  #stop = () => {};
  #typedAt: Instant = 0;

  constructor(deps: SessionControllerDeps) {
    this.#deps = deps;
  }

  /** Shows a chat, or a thread of mail, and subscribes to its changes. */
  showSession(session: CustomerSession, stage: "chat" | "thread"): void {
    const { store, outbox } = this.#deps;
    this.clearSession();
    store.set({ stage, starting: "no", session, outbox: outbox.entries(session.id) });
    if (!session.talk.ended) this.#stop = this.#subscribe(session.id, session.no);
  }

  clearSession(): void {
    this.#stop();
    this.#stop = () => {};
    this.#deps.store.set(noSession);
  }

  /** Sends a message in the session on the screen, through the outbox. */
  sendMessage(text: string): void {
    const { session } = this.#state;
    if (session) this.#deps.outbox.add(session.id, text);
  }

  /** Sends a request. Without a connection it waits for one, for as long as it applies. */
  request(name: SessionRequest): void {
    const { session } = this.#state;
    this.#deps.store.set({ asking: "nothing" });
    if (session === null) return;
    const { id: sessionId, talk } = session;
    const stillApplies = () => {
      const now = this.#state.session;
      return now?.id === sessionId && (name !== "stopBot" || now.talk.turn?.turnId === talk.turn?.turnId);
    };
    const send = () => {
      this.#deps.api.session[name].mutate({ sessionId }).catch((error: unknown) => {
        // A refusal means that the session has changed since, and the screen shows its state.
        if (readCallFailure(error).kind === "unanswered" && stillApplies()) send();
      });
    };
    send();
  }

  /** Reports that the customer is typing, at most every other second. */
  notifyTyping(now: Instant): void {
    const { session, connectionStatus } = this.#state;
    if (session === null || connectionStatus.downSince !== null || now - this.#typedAt < TYPING_INTERVAL_MS)
      return;
    this.#typedAt = now;
    ignoreFailure(this.#deps.api.message.typing.mutate({ sessionId: session.id }));
  }

  /** Reports that the newest message is visible. */
  markRead(): void {
    const { session, window } = this.#state;
    if (session === null || !window.open || document.hidden) return;
    const count = messagesToCustomer(session).length;
    if (count <= session.read) return;
    this.#deps.store.set({ session: { ...session, read: count } });
    ignoreFailure(
      this.#deps.api.message.read.mutate({
        sessionId: session.id,
        count: count + messagesBefore(session).ours,
      }),
    );
  }

  get #state(): ChatStoreState {
    return this.#deps.store.get();
  }

  /** Subscribes to a session's facts after a number and to its ephemeral events; the returned function stops both. */
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
    const subscribeToEphemeralEvents = () => api.session.whispers.subscribe({ sessionId }, { onData });
    const onData = (event: PublicEphemeralEvent) => {
      const change = applyEphemeralEventToState(this.#state, event, strings, Date.now());
      if (change) return this.#deps.store.set(change);
      // A part of the streamed answer was missed: a new subscription gets it from the beginning.
      ephemeralEvents.unsubscribe();
      ephemeralEvents = subscribeToEphemeralEvents();
    };
    let ephemeralEvents = subscribeToEphemeralEvents();
    return () => {
      facts.unsubscribe();
      ephemeralEvents.unsubscribe();
    };
  }
}

/** Ignores the failure of a call that is repeated soon, or whose loss does not matter. */
function ignoreFailure(answer: Promise<unknown>): void {
  answer.catch(() => {});
}
