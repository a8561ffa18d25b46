import { clockTime } from "../../../ui/text/format-time.ts";
import { strings } from "../../../strings.ts";
import { acceptChat, markChatDone, takeOverChat } from "../chat/chat-actions.ts";
import { ActionBar } from "./action-bar.tsx";
import { EndingCountdown } from "./ending-countdown.tsx";
import { MailBesideChat, MailComposer } from "./mail-composer.tsx";
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
    case "mail-other":
      return <HeldByOtherComposer chat={chat} />;
    case "mail-mine":
    case "mail-nobody":
      return <MailComposer chat={chat} />;
    case "ended":
    case "unattended":
      return <EndedComposer chat={chat} />;
  }
  chat.state satisfies never;
  return null;
}

/** One reply box for all states that allow replies, so that it keeps the focus when the chat becomes mine. */
function ReplyComposer({ chat }: { chat: Chat }) {
  const { session, customer, state, mail } = chat;
  return (
    <>
      {mail !== null && <MailBesideChat mail={mail} />}
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

function EndedComposer({ chat }: { chat: Chat }) {
  const { session, state, customer } = chat;
  const time = clockTime(session.endedAt ?? session.openedAt);
  const text = strings.composer.ended(time, session.endedBy ?? { kind: "idle" });
  return (
    <>
      {state === "unattended" ? (
        <ActionBar
          text={`${text}. ${strings.composer.leftInQueue}`}
          action={strings.lane.done}
          onAct={() => void markChatDone(session.id)}
        />
      ) : (
        <p className="border-t border-line px-3 pt-2 text-center text-13 text-ink-2">{text}</p>
      )}
      <ReplyBox chat={chat} isByMail hint={strings.composer.onReturn(customer.name)} />
    </>
  );
}
