import { SECOND } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { useServerNow } from "../../../live/server-clock.ts";
import { ephemeralStateOf, ephemeralStates } from "../../../live/ephemeral-state.ts";
import { useStore } from "../../../store.ts";
import { MarkdownText } from "../../../ui/text/markdown-text.tsx";
import { strings } from "../../../strings.ts";
import { MessageBubble } from "./message-bubble.tsx";

interface TypingAndStreamingProps {
  session: Session;
  customerName: string;
}

/** Shows the bot's answer while it is generated, and who is typing. */
export function TypingAndStreaming({ session, customerName }: TypingAndStreamingProps) {
  const state = useStore(ephemeralStates, (all) => ephemeralStateOf(all, session.id));
  // Typing states expire, so re-render every second.
  const now = useServerNow(SECOND);
  return (
    <>
      {session.botTurn !== null && (
        <StreamingAnswer turnId={session.botTurn.turnId} heard={state.streamedAnswer} />
      )}
      <TypingLine
        texts={[
          state.colleagueTypesUntil > now && strings.lane.alsoTyping(state.colleague),
          state.customerTypesUntil > now && strings.lane.typing(customerName),
        ]}
      />
    </>
  );
}

function StreamingAnswer({
  turnId,
  heard: state,
}: {
  turnId: string;
  heard: ReturnType<typeof ephemeralStateOf>["streamedAnswer"];
}) {
  const text = state !== null && state.turnId === turnId ? state.text : "";
  return (
    <li aria-live="off">
      <MessageBubble side="bot" name={strings.list.sections.bot} at={null}>
        {text === "" ? (
          <p className="text-ink-2">{strings.lane.botThinking}</p>
        ) : (
          <MarkdownText text={text} />
        )}
      </MessageBubble>
    </li>
  );
}

/** Who is typing. The line is always there, so that messages do not move when somebody begins. */
function TypingLine({ texts }: { texts: readonly (string | false)[] }) {
  return <li className="min-h-6 px-3 pt-1 text-12 text-ink-2 italic">{texts.filter(Boolean).join(" ")}</li>;
}
