import { SECOND } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { useServerNow } from "../../../live/server-clock.ts";
import { heardOf, whispers } from "../../../live/ephemeral-state.ts";
import { useStore } from "../../../store.ts";
import { RichText } from "../../../ui/text/markdown-text.tsx";
import { words } from "../../../strings.ts";
import { Bubble } from "./message-bubble.tsx";

interface SpeakingProps {
  session: Session;
  customerName: string;
}

/** Who is speaking right now: the chatbot's words as they come, and who is typing. */
export function Speaking({ session, customerName }: SpeakingProps) {
  const heard = useStore(whispers, (all) => heardOf(all, session.id));
  // Typing fades by itself, so the time has to be looked at now and then.
  const now = useServerNow(SECOND);
  return (
    <>
      {session.botTurn !== null && <BotSpeaking turnId={session.botTurn.turnId} heard={heard.botWords} />}
      {heard.colleagueTypesUntil > now && <TypingLine text={words.lane.alsoTyping(heard.colleague)} />}
      {heard.customerTypesUntil > now && <TypingLine text={words.lane.typing(customerName)} />}
    </>
  );
}

function BotSpeaking({ turnId, heard }: { turnId: string; heard: ReturnType<typeof heardOf>["botWords"] }) {
  const text = heard !== null && heard.turnId === turnId ? heard.text : "";
  return (
    <li aria-live="off">
      <Bubble side="bot" name={words.list.shelves.bot} at={null}>
        {text === "" ? <p className="text-ink-2">{words.lane.botThinking}</p> : <RichText text={text} />}
      </Bubble>
    </li>
  );
}

function TypingLine({ text }: { text: string }) {
  return <li className="px-3 pt-2 text-12 text-ink-2 italic">{text}</li>;
}
