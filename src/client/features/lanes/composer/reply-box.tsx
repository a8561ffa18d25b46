import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useId } from "react";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import { isBlank } from "#domain/text/is-blank.ts";
import { mailScopeOf, outboxScopeOf, useMemberStorage } from "../../../live/member-storage.ts";
import { useDraft } from "../../../live/use-draft.ts";
import { Button } from "../../../ui/button/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { strings } from "../../../strings.ts";
import { sendTyping } from "./send-typing.ts";
import type { Chat } from "../chat/use-chat-view.ts";

/**
 * The key code sent during IME composition (Chinese, Japanese, Korean). In Safari it is the only sign of composition.
 */
const COMPOSING_KEY_CODE = 229;

interface ReplyBoxProps {
  chat: Chat;
  hint?: string;
  /** Whether it is written by mail, to a customer who has no chat. */
  isByMail?: boolean;
}

/** The text box for a reply. Enter sends, Shift+Enter starts a new line. */
export function ReplyBox({ chat: { customer, session }, hint, isByMail = false }: ReplyBoxProps) {
  const { outbox } = useMemberStorage();
  const [draft, setDraft] = useDraft(customer.id);
  const hintId = useId();
  const over = draft.trim().length - MESSAGE_MAX_LENGTH;
  const canSend = !isBlank(draft) && over <= 0;

  function send() {
    if (!canSend) return;
    const scope = isByMail ? mailScopeOf(customer.id) : outboxScopeOf(customer.id, session.id);
    outbox.add(scope, draft.trim());
    setDraft("");
  }

  function changeText(text: string) {
    setDraft(text);
    if (text !== "" && !isByMail) sendTyping(session.id);
  }

  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-1 border-t border-line p-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {/* Above the box, so that the box and the button stay where they are when it appears. */}
      <p id={hintId} className={over > 0 ? "text-12 text-danger" : "text-12 text-ink-3 empty:hidden"}>
        {over > 0 ? strings.composer.tooLong(over) : hint}
      </p>
      <div className="flex items-end gap-2 rounded-8 border border-line-strong bg-surface p-1 focus-within:outline-2 focus-within:outline-focus">
        <ReplyTextArea
          name={customer.name}
          text={draft}
          describedBy={hintId}
          onWrite={changeText}
          onSend={send}
        />
        <Button
          type="submit"
          look="primary"
          className="shrink-0"
          disabled={!canSend}
          title={strings.composer.send}
        >
          <Icon of={SendHorizontal} />
          <span className="max-md:sr-only">{strings.composer.send}</span>
        </Button>
      </div>
    </form>
  );
}

interface ReplyTextAreaProps {
  name: string;
  text: string;
  describedBy: string;
  onWrite: (text: string) => void;
  onSend: () => void;
}

function ReplyTextArea({ name, text, describedBy, onWrite, onSend }: ReplyTextAreaProps) {
  function onKeyDown(event: KeyboardEvent) {
    const { isComposing, keyCode } = event.nativeEvent;
    if (event.key !== "Enter" || event.shiftKey || isComposing || keyCode === COMPOSING_KEY_CODE) return;
    event.preventDefault();
    onSend();
  }

  return (
    <textarea
      rows={1}
      aria-label={strings.composer.reply(name)}
      aria-describedby={describedBy}
      placeholder={strings.composer.placeholder(name)}
      value={text}
      dir="auto"
      onChange={({ target }) => onWrite(target.value)}
      onKeyDown={onKeyDown}
      className="field-sizing-content max-h-40 min-h-9 min-w-0 flex-1 resize-none bg-transparent px-2 py-2 outline-none placeholder-shown:overflow-hidden placeholder-shown:text-ellipsis placeholder-shown:whitespace-nowrap max-md:text-16"
    />
  );
}
