import { ChevronDown, ChevronRight, ListRestart } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { strings } from "../../strings.ts";
import { ChatRow, type SharedRowProps } from "./chat-row.tsx";
import { SECTION_STYLES } from "./sections/section-styles.ts";
import type { SectionName } from "./sections/sort-into-sections.ts";
import type { Selection } from "./use-selection.ts";
import { useFrozenOrder } from "./sections/use-frozen-order.ts";
import type { ChatCard } from "#domain/views/inbox.ts";

interface ChatListSectionProps extends SharedRowProps {
  name: SectionName;
  cards: readonly ChatCard[];
  /** Whether there are more than are shown. */
  hasMore?: boolean;
  isCollapsed: boolean;
  onToggle: () => void;
  /** The customers that are selected; nothing can be selected without it. */
  selection?: Selection;
  /** Shown between the heading and the rows. */
  children?: ReactNode;
}

const keyOf = ({ customer, session }: ChatCard) => `${customer.id} ${session.id}`;
/** Sections sorted by activity, whose order is held while the user may be about to click. */
const SORTED_BY_ACTIVITY: ReadonlySet<SectionName> = new Set(["bot", "past"]);

/** A section of the chat list: its heading, and a row for each customer. */
export function ChatListSection({
  name,
  cards,
  hasMore,
  isCollapsed,
  onToggle,
  selection,
  children,
  ...row
}: ChatListSectionProps) {
  const id = useId();
  const { shown, updates, release, handlers } = useFrozenOrder(cards, keyOf);
  const isOrderHeld = SORTED_BY_ACTIVITY.has(name);
  const rows = isOrderHeld ? shown : cards;
  return (
    <section
      aria-label={strings.list.sections[name]}
      className={classNames("border-l-3", SECTION_STYLES[name].edge)}
      {...(isOrderHeld ? handlers : {})}
    >
      <Heading
        name={name}
        count={`${cards.length}${hasMore ? "+" : ""}`}
        controls={id}
        {...{ isCollapsed, onToggle }}
        asNames={row.isCompact}
        updates={isOrderHeld && !isCollapsed ? updates : 0}
        onShowUpdates={release}
      />
      <div id={id} hidden={isCollapsed}>
        {children}
        {rows.length === 0 ? (
          <p className={classNames("px-3 pb-2 text-13 text-ink-3", row.isCompact && "sr-only")}>
            {strings.list.empty[name]}
          </p>
        ) : (
          <ul>
            {rows.map((card) => (
              <li key={keyOf(card)} className="flex *:last:min-w-0 *:last:flex-1">
                {selection !== undefined && <SelectRow card={card} selection={selection} />}
                <ChatRow card={card} shelf={name} {...row} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** The box that selects a customer, while customers can be selected. */
function SelectRow({ card: { customer }, selection }: { card: ChatCard; selection: Selection }) {
  if (selection.selected === null) return null;
  return (
    <label className="grid min-w-9 place-items-center pl-2 pointer-coarse:min-w-11">
      <span className="sr-only">{strings.list.selectOne(customer.name)}</span>
      <input
        type="checkbox"
        checked={selection.selected.has(customer.id)}
        onChange={() => selection.toggle(customer.id)}
      />
    </label>
  );
}

interface UpdatesButtonProps {
  count: number;
  /** Whether there is room for an icon only. */
  asIcon: boolean;
  onClick: () => void;
}

/** Shows how many rows would move, and moves them on click. It lies over the heading, so that no row moves before. */
function UpdatesButton({ count, asIcon, onClick }: UpdatesButtonProps) {
  return (
    <button
      type="button"
      aria-label={strings.list.showUpdates}
      title={strings.list.updates(count)}
      onClick={onClick}
      className={classNames(
        "absolute inset-y-1 grid min-w-6 place-items-center rounded-4 bg-surface text-12 font-semibold text-accent-ink hover:bg-surface-3",
        asIcon ? "right-0.5" : "right-8 px-1 underline",
      )}
    >
      {asIcon ? <Icon of={ListRestart} /> : strings.list.updates(count)}
    </button>
  );
}

interface HeadingProps {
  name: SectionName;
  count: string;
  controls: string;
  isCollapsed: boolean;
  onToggle: () => void;
  asNames: boolean;
  /** The number of rows that are not at their current position. */
  updates: number;
  onShowUpdates: () => void;
}

function Heading(props: HeadingProps) {
  const { name, count, controls, isCollapsed, onToggle, asNames, updates, onShowUpdates } = props;
  const { icon, text } = SECTION_STYLES[name];
  return (
    <h2 className="sticky top-0 z-10 bg-surface">
      <button
        type="button"
        aria-expanded={!isCollapsed}
        aria-controls={controls}
        onClick={onToggle}
        title={strings.list.sections[name]}
        className={classNames(
          "flex min-h-9 w-full items-center text-11 font-semibold tracking-[0.02em] hover:bg-surface-3 max-md:min-h-11 focus-visible:-outline-offset-2",
          text,
          asNames ? "gap-1 px-1" : "gap-2 px-3",
        )}
      >
        <Icon of={icon} />
        <span className={asNames ? "sr-only" : ""}>{strings.list.sections[name]}</span>
        <span className="tabular-nums">{count}</span>
        {!asNames && <Icon of={isCollapsed ? ChevronRight : ChevronDown} className="ml-auto text-ink-3" />}
      </button>
      {updates > 0 && <UpdatesButton count={updates} asIcon={asNames} onClick={onShowUpdates} />}
    </h2>
  );
}
