import { mailStateOf } from "#domain/views/mail-state.ts";
import type { ChatCard } from "#domain/views/inbox.ts";
import { useServerNow } from "../../../live/server-clock.ts";
import { MINUTE } from "#domain/model/instant.ts";
import { dateAndTime } from "../../../ui/text/format-time.ts";
import { strings } from "../../../strings.ts";
import { endChat, takeOverChat } from "../chat/chat-actions.ts";
import type { Chat } from "../chat/use-chat-view.ts";
import { ActionBar } from "./action-bar.tsx";
import { ReplyBox } from "./reply-box.tsx";
import { SnoozeMenu } from "./snooze-menu.tsx";

/** The reply box of a mail session that is mine or nobody's. */
export function MailComposer({ chat }: { chat: Chat }) {
  const { session, customer, state } = chat;
  const now = useServerNow(MINUTE);
  if (state === "mail-nobody")
    return (
      <>
        <ActionBar
          text={strings.composer.mailOfNobody(session.heldBefore?.name ?? null)}
          action={strings.composer.takeMail}
          onAct={() => void takeOverChat(session.id)}
        />
        <ReplyBox chat={chat} isByMail hint={strings.composer.mailBecomesYours(customer.name)} />
      </>
    );
  const mail = mailStateOf(session, now);
  const text =
    mail.kind === "snoozed"
      ? strings.composer.snoozedUntil(dateAndTime(mail.until))
      : strings.composer.mailWaits[mail.kind](customer.name);
  return (
    <>
      <ActionBar text={text} action={strings.lane.done} onAct={() => void endChat(session.id)}>
        <SnoozeMenu session={session} />
      </ActionBar>
      <ReplyBox chat={chat} isByMail hint={strings.composer.onReturn(customer.name)} />
    </>
  );
}

/** Says that a customer with an open chat has mail too, which is answered where they are. */
export function MailBesideChat({ mail: { session, customer } }: { mail: ChatCard }) {
  return (
    <ActionBar
      text={strings.composer.sayItInChat(customer.name)}
      action={strings.composer.mailDone}
      onAct={() => void endChat(session.id)}
    />
  );
}
