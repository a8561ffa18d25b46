import { Pencil } from "lucide-react";
import type { MouseEvent } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { hasLeft } from "#domain/routing/has-left.ts";
import { isBlank } from "#domain/text/is-blank.ts";
import { isHeldBy, type ChatCard } from "#domain/views/inbox.ts";
import { LeftMark } from "../../customer-data/left-mark.tsx";
import { MINUTE } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import { mailStateOf } from "#domain/views/mail-state.ts";
import { useServerNow } from "../../live/server-clock.ts";
import { useMe } from "../../live/me-context.ts";
import { useDraft } from "../../live/use-draft.ts";
import { classNames } from "../../ui/class-names.ts";
import { CountBadge } from "../../ui/count-badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Initials } from "../../ui/text/initials.tsx";
import { strings } from "../../strings.ts";
import { ChatRowTime } from "./chat-row-time.tsx";
import { lastMessageText } from "./last-message-text.ts";
import { type SectionName, unreadInSection } from "./sections/sort-into-sections.ts";

export interface SharedRowProps {
  /** The customer whose lane is focused. */
  current: CustomerId | null;
  /** Whether to show only initials. */
  isCompact: boolean;
  /** Opens the chat. With `here` it replaces the focused lane. */
  onOpen: (customerId: CustomerId, here: boolean) => void;
}

interface RowProps extends SharedRowProps {
  card: ChatCard;
  shelf: SectionName;
}

/** A customer in the list. A link, so that it can be opened in a new tab. */
export function ChatRow({ card, shelf: section, current, isCompact, onOpen }: RowProps) {
  const { customer } = card;
  const unread = unreadInSection(section, card);
  const isCurrent = current === customer.id;

  function open(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(customer.id, event.shiftKey);
  }

  return (
    <a
      href={`/inbox/${customer.id}`}
      onClick={open}
      aria-current={isCurrent ? "true" : undefined}
      title={isCompact ? customer.name : undefined}
      className={classNames(
        "relative flex scroll-mt-10 focus-visible:-outline-offset-2",
        isCurrent ? "bg-accent-soft" : "hover:bg-surface-3",
        isCompact ? "justify-center py-1.5" : "h-15 items-center gap-2 px-3 max-md:min-h-15",
      )}
    >
      {isCompact ? (
        <CompactRow card={card} unread={unread} />
      ) : (
        <FullRow card={card} shelf={section} unread={unread} />
      )}
      <span className="sr-only">
        {section === "waiting" && <span>{`, ${strings.list.waiting}`}</span>}
        {unread > 0 && <span>{`, ${strings.list.unread(unread)}`}</span>}
      </span>
    </a>
  );
}

function CompactRow({ card, unread }: Pick<RowProps, "card"> & { unread: number }) {
  const { name } = card.customer;
  return (
    <>
      <span translate="no" className="sr-only">
        {name}
      </span>
      <Initials name={name} />
      {hasLeft(card.session) && <span className="sr-only">{`, ${strings.list.left}`}</span>}
      <CountBadge of={unread} className="absolute top-0.5 right-2" />
    </>
  );
}

function FullRow({ card, shelf: section, unread }: Pick<RowProps, "card" | "shelf"> & { unread: number }) {
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span
            translate="no"
            className={classNames("flex-1 truncate", unread > 0 ? "font-bold" : "font-semibold")}
            dir="auto"
          >
            {card.customer.name}
          </span>
          <LeftMark session={card.session} />
          <ChatRowTime card={card} shelf={section} />
        </span>
        <LastMessage card={card} shelf={section} />
      </span>
      <CountBadge of={unread} />
    </>
  );
}

/** Whose turn it is in a mail session that somebody has. */
function MailTurn({ session }: { session: Session }) {
  const turn = mailStateOf(session, useServerNow(MINUTE)).kind;
  const look = turn === "waits-for-us" ? "font-semibold text-wait" : "text-ink-3";
  return <span className={look}>{`${strings.list.mail[turn]} · `}</span>;
}

function LastMessage({ card, shelf }: Pick<RowProps, "card" | "shelf">) {
  const { member } = useMe();
  const [draft] = useDraft(card.customer.id);
  const { lastWords, holder } = card.session;
  const otherHolder = holder.kind === "agent" && !isHeldBy(card.session, member.id) ? holder.name : null;
  const isFromHolder = holder.kind === "agent" && lastWords?.memberId === holder.memberId;
  if (!isBlank(draft))
    return (
      <span className="flex items-center gap-1 text-13 text-accent-ink">
        <Icon of={Pencil} className="size-3 shrink-0" />
        <span className="truncate">{strings.list.draft(draft)}</span>
      </span>
    );
  const before = holder.kind === "nobody" ? (card.session.heldBefore ?? null) : null;
  const whose =
    before?.memberId === member.id ? strings.list.yours : strings.list.heldBefore(before?.name ?? "");
  return (
    <span className="block truncate text-13 text-ink-2">
      {before !== null && <span className="font-semibold">{`${whose} · `}</span>}
      {shelf === "mail" && <MailTurn session={card.session} />}
      {otherHolder !== null && !isFromHolder && (
        <span className="font-semibold">{`${strings.list.heldBy(otherHolder)} · `}</span>
      )}
      <span>{lastMessageText(lastWords, member.id)}</span>
    </span>
  );
}
