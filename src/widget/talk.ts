import { converse, hear } from "#domain/conversation.ts";
import type { Instant } from "#domain/instant.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/message.ts";
import type { PublicItem } from "#domain/public-fact.ts";
import type { VisitorSession } from "#domain/views.ts";
import { type PublicWhisper, TYPING_DECAY_MS, TYPING_EVERY_MS } from "#domain/whisper.ts";
import type { Outbox } from "#link/outbox.ts";
import type { WidgetWords } from "#locales/catalogue.ts";
import { createManners } from "./announcer.ts";
import { hearWords } from "./bot-words.ts";
import type { ChatState, OpenSession } from "./chat-state.ts";
import type { Api, Client } from "./client.ts";
import { listen } from "./listening.ts";
import type { Store } from "./store.ts";
import { toCustomer } from "./unread.ts";

interface TalkParts {
  client: Client;
  store: Store<ChatState>;
  outbox: Outbox<unknown>;
  words: WidgetWords;
  /** What is known does not hold any more. */
  onStale(): void;
  /** Something to be told to the page around the frame. */
  onNews(): void;
}

/** Asks that a customer may put to the server about their session. */
export type Wish = "keepOpen" | "askPerson" | "askBot" | "stopBot" | "end";

/** The session on the screen: what happens in it, and what the customer does there. */
export class Talk {
  readonly #parts: TalkParts;
  readonly #mayAnnounce = createManners();
  #stop = () => {};
  #typedAt: Instant = 0;

  constructor(parts: TalkParts) {
    this.#parts = parts;
  }

  /** Shows a session and follows it from there. */
  enter({ id, no, items, read, seen }: VisitorSession): void {
    this.leave();
    const { store, client, outbox, onStale } = this.#parts;
    const talk = converse(items);
    store.set({
      stage: "chat",
      starting: "no",
      session: { id, talk, read, seen },
      outbox: outbox.entries(id),
    });
    this.#parts.onNews();
    if (talk.ended !== null) return;
    this.#stop = listen(client.api, id, no, {
      onItem: (item) => this.#hear(item),
      onWhisper: (whisper) => this.#overhear(whisper),
      onStale,
    });
  }

  leave(): void {
    this.#stop();
    this.#stop = () => {};
    this.#parts.store.set({
      session: null,
      words: null,
      typing: null,
      position: null,
      sent: [],
      asking: "nothing",
    });
  }

  /** Sends what is in the box; nothing and too much stay there. */
  send(): void {
    const text = this.#state.draft.trim();
    if (text === "" || text.length > MESSAGE_MAX_LENGTH) return;
    this.say(text);
    this.#parts.store.set({ draft: "" });
  }

  /** Puts a message on its way in the session on the screen. */
  say(text: string): void {
    const { session } = this.#state;
    if (session !== null) this.#parts.outbox.add(session.id, text);
  }

  /** The server has it: shown as sent until the feed brings it. */
  noteSent(clientId: string, text: string, sentAt: Instant): void {
    const { session, sent } = this.#state;
    const known = session?.talk.entries.some(
      (entry) => entry.kind === "message" && entry.message.clientId === clientId,
    );
    if (known === false) this.#parts.store.set({ sent: [...sent, { clientId, text, sentAt }] });
  }

  wish(what: Wish): void {
    const { session } = this.#state;
    this.#parts.store.set({ asking: "nothing" });
    if (session !== null) tolerate(this.#api.session[what].mutate({ sessionId: session.id }));
  }

  /** Says that the customer types, every other second at most. */
  type(now: Instant): void {
    const { session, network } = this.#state;
    if (session === null || network.downSince !== null || now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    tolerate(this.#api.message.typing.mutate({ sessionId: session.id }));
  }

  /** The newest message is in sight. */
  see(): void {
    const { session, window } = this.#state;
    if (session === null || !window.open || document.visibilityState !== "visible") return;
    const count = toCustomer(session.talk).length;
    if (count <= session.read) return;
    this.#change(session, { read: count });
    tolerate(this.#api.message.read.mutate({ sessionId: session.id, count }));
  }

  get #state(): ChatState {
    return this.#parts.store.get();
  }

  get #api(): Api {
    return this.#parts.client.api;
  }

  #hear(item: PublicItem): void {
    const { session, sent } = this.#state;
    if (session === null) return;
    const { fact } = item;
    this.#change(session, { talk: hear(session.talk, item) });
    switch (fact.kind) {
      case "message-posted": {
        const { author, clientId } = fact.message;
        const typing = author.kind === "member" ? null : this.#state.typing;
        this.#parts.store.set({
          typing,
          sent: sent.filter((each) => each.clientId !== clientId),
          status: "",
        });
        break;
      }
      case "bot-turn-started":
        this.#parts.store.set({ words: null });
        this.#announce(this.#parts.words.replying(this.#state.settings?.botName ?? ""));
        break;
      case "session-held":
        this.#parts.store.set({ asking: "nothing", typing: null, position: null });
        break;
      case "session-ended":
        this.#stop();
        this.#parts.store.set({ asking: "nothing", typing: null });
        break;
      default:
    }
  }

  #overhear(whisper: PublicWhisper): boolean {
    const { store, words: phrases } = this.#parts;
    const { session, position, words } = this.#state;
    const now = Date.now();
    switch (whisper.kind) {
      case "typing":
        store.set({ typing: { name: whisper.name, until: now + TYPING_DECAY_MS } });
        if (this.#mayAnnounce("typing", now)) this.#announce(phrases.typing(whisper.name));
        break;
      case "bot-words": {
        const heard = hearWords(words, whisper);
        if (heard === null) return false;
        store.set({ words: heard });
        break;
      }
      case "read":
        if (session !== null && whisper.count > session.seen) this.#change(session, { seen: whisper.count });
        break;
      case "position":
        store.set({ position: whisper.position });
        if (whisper.position !== position && this.#mayAnnounce("position", now))
          this.#announce(phrases.place(whisper.position));
    }
    return true;
  }

  #announce(status: string): void {
    this.#parts.store.set({ status });
  }

  #change(session: OpenSession, change: Partial<OpenSession>): void {
    this.#parts.store.set({ session: { ...session, ...change } });
    this.#parts.onNews();
  }
}

/** What was asked may fail for want of a connection, or because the session has just moved on: the screen shows it as it is. */
function tolerate(answer: Promise<unknown>): void {
  answer.catch(() => {});
}
