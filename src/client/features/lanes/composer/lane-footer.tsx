import { Button } from "../../../ui/button/button.tsx";
import { clockTime } from "../../../ui/text/format-time.ts";
import { strings } from "../../../strings.ts";
import { acceptChat, markChatDone, takeOverChat } from "../chat/chat-actions.ts";
import { EndingCountdown } from "./ending-countdown.tsx";
import { ReplyBox } from "./reply-box.tsx";
import { UnsendableDraft } from "./unsendable-draft.tsx";
import type { Chat } from "../chat/use-chat-view.ts";

/** The reply box, or why I cannot reply and what I can do instead. */
export function LaneFooter({ chat }: { chat: Chat }) {
  return (
    <footer className="shrink-0">
      <EndingCountdown sessionId={chat.session.id} />
      <ComposerByState chat={chat} />
    </footer>
  );
}

function ComposerByState({ chat }: { chat: Chat }) {
  switch (chat.state) {
    case "mine":
    case "bot":
    case "queue":
      return <ReplyComposer chat={chat} />;
    case "other":
      return <HeldByOtherComposer chat={chat} />;
    case "ended":
    case "unattended":
      return <EndedComposer chat={chat} />;
  }
  chat.state satisfies never;
  return null;
}

/** One reply box for all states that allow replies, so that it keeps the focus when the chat becomes mine. */
function ReplyComposer({ chat }: { chat: Chat }) {
  const { session, customer, state } = chat;
  return (
    <>
      {state === "bot" && (
        <ActionBar
          text={strings.composer.botAnswers}
          action={strings.composer.takeOver}
          onAct={() => void takeOverChat(session.id)}
        />
      )}
      {state === "queue" && (
        <ActionBar
          text={strings.composer.waits(customer.name)}
          action={strings.composer.accept}
          onAct={() => void acceptChat(session.id)}
        />
      )}
      <ReplyBox chat={chat} {...(state === "mine" ? {} : { hint: strings.composer.takesOver })} />
    </>
  );
}

interface ActionBarProps {
  text: string;
  action: string;
  onAct: () => void;
}

function ActionBar({ text, action, onAct }: ActionBarProps) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-t border-line px-3 py-1.5 text-13">
      <span className="min-w-0 text-ink-2">{text}</span>
      <Button look="primary" size="small" className="max-md:min-h-11" onClick={onAct}>
        {action}
      </Button>
    </div>
  );
}

function HeldByOtherComposer({ chat: { session, customer } }: { chat: Chat }) {
  const name = session.holder.kind === "agent" ? session.holder.name : "";
  return (
    <>
      <UnsendableDraft customerId={customer.id} why={strings.composer.taken(name)} />
      <ActionBar
        text={strings.composer.heldBy(name)}
        action={strings.composer.takeOver}
        onAct={() => void takeOverChat(session.id)}
      />
    </>
  );
}

function EndedComposer({ chat: { session, state, customer } }: { chat: Chat }) {
  const time = clockTime(session.endedAt ?? session.openedAt);
  const text = strings.composer.ended(time, session.endedBy ?? { kind: "idle" });
  return (
    <>
      <UnsendableDraft customerId={customer.id} why={null} />
      {state === "unattended" ? (
        <ActionBar
          text={`${text}. ${strings.composer.leftInQueue}`}
          action={strings.lane.done}
          onAct={() => void markChatDone(session.id)}
        />
      ) : (
        <p className="border-t border-line px-3 py-3 text-center text-13 text-ink-2">{text}</p>
      )}
    </>
  );
}
