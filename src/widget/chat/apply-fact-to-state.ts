import { applyPublicFact } from "#domain/views/public-conversation.ts";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { type PublicEphemeralEvent, TYPING_DECAY_MS } from "#domain/model/ephemeral-event.ts";
import type { WidgetStrings } from "#language/widget.ts";
import { messagesBefore } from "./messages-before.ts";
import { appendToStreamedAnswer } from "./streamed-answer.ts";
import type { ChatStoreState } from "./chat-state.ts";

type Change = Partial<ChatStoreState>;

/** The shortest interval between announcements of one kind of status to screen readers. */
const ANNOUNCED_EVERY_MS: Record<keyof ChatStoreState["announcedAt"], Millis> = {
  typing: 10 * SECOND,
  position: 15 * SECOND,
};

/** Returns the state changes for one more fact of the session on the screen. */
export function applyFactToState(state: ChatStoreState, item: PublicItem, strings: WidgetStrings): Change {
  const { session, settings } = state;
  const { fact } = item;
  const message = fact.kind === "message-posted" ? fact.message : null;
  const moved = fact.kind === "session-held" || fact.kind === "session-ended";
  return {
    session: session && { ...session, talk: applyPublicFact(session.talk, item) },
    ...(message && { status: "" }),
    ...(fact.kind === "bot-turn-started" && {
      streamedAnswer: null,
      status: strings.$replying(settings?.botName ?? ""),
    }),
    ...(moved && { asking: "nothing", position: null }),
    ...((moved || message?.author.kind === "member") && { typing: null }),
  };
}

/**
 * Returns the state changes for an ephemeral event; `null` if an event before it was missed that the server can send
 * again.
 */
export function applyEphemeralEventToState(
  state: ChatStoreState,
  event: PublicEphemeralEvent,
  strings: WidgetStrings,
  now: Instant,
): Change | null {
  const { session, position } = state;
  switch (event.kind) {
    case "typing": {
      const typing = { name: event.name, until: now + TYPING_DECAY_MS };
      return { typing, ...announce(state, "typing", strings.$typing(event.name), now) };
    }
    case "bot-words": {
      const streamedAnswer = appendToStreamedAnswer(state.streamedAnswer, event);
      return streamedAnswer && { streamedAnswer };
    }
    case "read":
      return {
        session: session && {
          ...session,
          seen: Math.max(session.seen, event.count - messagesBefore(session).own),
        },
      };
    case "position":
      return {
        position: event.position,
        ...(event.position !== position && announce(state, "position", strings.$place(event.position), now)),
      };
  }
  event satisfies never;
  return {};
}

/** Announces a status to screen readers, unless its kind was announced recently. */
function announce(
  { announcedAt }: ChatStoreState,
  kind: keyof ChatStoreState["announcedAt"],
  status: string,
  now: Instant,
): Change | false {
  return (
    now - announcedAt[kind] >= ANNOUNCED_EVERY_MS[kind] && {
      status,
      announcedAt: { ...announcedAt, [kind]: now },
    }
  );
}
