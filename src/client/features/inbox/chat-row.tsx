import { Pencil } from "lucide-react";
import type { MouseEvent } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { isHeldBy, type ChatCard } from "#domain/views/inbox.ts";
import { useMe } from "../../live/me-context.ts";
import { useDraft } from "../../live/use-draft.ts";
import { classNames } from "../../ui/class-names.ts";
import { CountBadge } from "../../ui/count-badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Initials } from "../../ui/text/initials.tsx";
import { strings } from "../../strings.ts";
import { ChatAge } from "./chat-age.tsx";
import { lastMessageText } from "./last-message-text.ts";
import { type SectionName, unreadInSection } from "./sections/sort-into-sections.ts";

export interface SharedRowProps {
  /** Whose lane has the focus. */
  current: CustomerId | null;
  /** Shows only initials. */
  isCompact: boolean;
  /** `here` puts it in place of the lane that has the focus. */
  onOpen: (customerId: CustomerId, here: boolean) => void;
}

interface RowProps extends SharedRowProps {
  card: ChatCard;
  shelf: SectionName;
}

/** A customer in the list. A link, so that it can be opened in a tab of its own. */
export function ChatRow({ card, shelf, current, isCompact, onOpen }: RowProps) {
  const { customer } = card;
  const unread = unreadInSection(shelf, card);
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
        <NameOnly name={customer.name} unread={unread} />
      ) : (
        <Whole card={card} shelf={shelf} unread={unread} />
      )}
      <span className="sr-only">
        {shelf === "waiting" && `, ${strings.list.waiting}`}
        {unread > 0 && `, ${strings.list.unread(unread)}`}
      </span>
    </a>
  );
}

function NameOnly({ name, unread }: { name: string; unread: number }) {
  return (
    <>
      <span className="sr-only">{name}</span>
      <Initials name={name} />
      <CountBadge of={unread} className="absolute top-0.5 right-2" />
    </>
  );
}

function Whole({ card, shelf, unread }: Pick<RowProps, "card" | "shelf"> & { unread: number }) {
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span
            className={classNames("flex-1 truncate", unread > 0 ? "font-bold" : "font-semibold")}
            dir="auto"
          >
            {card.customer.name}
          </span>
          <ChatAge card={card} shelf={shelf} />
        </span>
        <LastWords card={card} />
      </span>
      <CountBadge of={unread} />
    </>
  );
}

function LastWords({ card }: { card: ChatCard }) {
  const { member } = useMe();
  const [draft] = useDraft(card.customer.id);
  const { lastWords, holder } = card.session;
  const other = holder.kind === "agent" && !isHeldBy(card.session, member.id) ? holder.name : null;
  const isHolders = holder.kind === "agent" && lastWords?.memberId === holder.memberId;
  if (draft.trim() !== "")
    return (
      <span className="flex items-center gap-1 text-13 text-accent-ink">
        <Icon of={Pencil} className="size-3 shrink-0" />
        <span className="truncate">{strings.list.draft(draft)}</span>
      </span>
    );
  return (
    <span className="block truncate text-13 text-ink-2">
      {other !== null && !isHolders && <span className="font-semibold">{strings.list.heldBy(other)} · </span>}
      {lastMessageText(lastWords, member.id)}
    </span>
  );
}
