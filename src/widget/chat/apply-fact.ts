import { hear } from "#domain/views/public-conversation.ts";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { type PublicWhisper, TYPING_DECAY_MS } from "#domain/model/ephemeral-event.ts";
import type { WidgetWords } from "#locales/widget-languages.ts";
import { hearWords } from "./streamed-answer.ts";
import type { Known } from "./chat-state.ts";

type Change = Partial<Known>;

/** What would be a nuisance if it were said aloud each time: no more often than this. */
const SAID_EVERY_MS: Record<keyof Known["saidAt"], Millis> = { typing: 10 * SECOND, position: 15 * SECOND };

/** What one more fact of the session on the screen changes. */
export function hearFact(state: Known, item: PublicItem, words: WidgetWords): Change {
  const { session, settings } = state;
  const { fact } = item;
  const message = fact.kind === "message-posted" ? fact.message : null;
  const moved = fact.kind === "session-held" || fact.kind === "session-ended";
  return {
    session: session && { ...session, talk: hear(session.talk, item) },
    ...(message && { status: "" }),
    ...(fact.kind === "bot-turn-started" && {
      words: null,
      status: words.$replying(settings?.botName ?? ""),
    }),
    ...(moved && { asking: "nothing", position: null }),
    ...((moved || message?.author.kind === "member") && { typing: null }),
  };
}

/** What a whisper changes; `null` when something before it was missed that the server can say again. */
export function hearWhisper(
  state: Known,
  whisper: PublicWhisper,
  words: WidgetWords,
  now: Instant,
): Change | null {
  const { session, position } = state;
  switch (whisper.kind) {
    case "typing": {
      const typing = { name: whisper.name, until: now + TYPING_DECAY_MS };
      return { typing, ...say(state, "typing", words.$typing(whisper.name), now) };
    }
    case "bot-words": {
      const heard = hearWords(state.words, whisper);
      return heard && { words: heard };
    }
    case "read":
      return { session: session && { ...session, seen: Math.max(session.seen, whisper.count) } };
    case "position":
      return {
        position: whisper.position,
        ...(whisper.position !== position && say(state, "position", words.$place(whisper.position), now)),
      };
  }
}

/** Says something to who cannot see, unless its kind has been said just now. */
function say({ saidAt }: Known, kind: keyof Known["saidAt"], status: string, now: Instant): Change | false {
  return now - saidAt[kind] >= SAID_EVERY_MS[kind] && { status, saidAt: { ...saidAt, [kind]: now } };
}
