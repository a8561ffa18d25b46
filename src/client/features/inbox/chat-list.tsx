import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import { MINUTE } from "#domain/model/instant.ts";
import { useServerNow } from "../../live/server-clock.ts";
import { useInbox } from "../../live/use-inbox.ts";
import { useMe } from "../../live/me-context.ts";
import { useIsAdmin } from "../../live/use-is-admin.ts";
import { Button } from "../../ui/button/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/button/icon-button.tsx";
import { Pane } from "../../ui/loading/pane.tsx";
import { strings } from "../../strings.ts";
import { AttendMany } from "./attend-many.tsx";
import { SinceClosedLine } from "./since-closed-line.tsx";
import { useSelection } from "./use-selection.ts";
import { AcceptNextButton } from "./accept-next-button.tsx";
import { ChatListSkeleton } from "./chat-list-skeleton.tsx";
import type { SharedRowProps } from "./chat-row.tsx";
import { ChatListSection } from "./chat-list-section.tsx";
import { SECTIONS, sortIntoSections } from "./sections/sort-into-sections.ts";
import { MineOrEveryoneChoice, type Show } from "./mine-or-everyone-choice.tsx";
import { useCollapsedSections } from "./sections/use-collapsed-sections.ts";
import { useKeepUnderPointer } from "./use-keep-under-pointer.ts";
import { usePastChats } from "./use-past-chats.ts";

interface ChatListProps extends SharedRowProps {
  /** `null` where the list cannot be made compact. */
  onToggleCompact: (() => void) | null;
  className?: string;
}

/** All chats, in six sections that scroll together. */
export function ChatList({ onToggleCompact, className, ...row }: ChatListProps) {
  const { data: inbox, isError, refetch } = useInbox();
  const { isCompact } = row;
  const isAdmin = useIsAdmin();
  const [show, setShow] = useState<Show>("mine");
  return (
    <section
      aria-label={strings.list.chats}
      className={classNames(
        "flex shrink-0 flex-col border-r border-line bg-surface max-md:min-h-0 max-md:flex-1 max-md:border-r-0",
        isCompact ? "w-18" : "w-74 max-md:w-full",
        className,
      )}
    >
      {isAdmin && !isCompact && <MineOrEveryoneChoice show={show} onChange={setShow} />}
      {inbox === undefined ? (
        <div className="min-h-0 flex-1 overflow-y-auto">{!isError && <ChatListSkeleton />}</div>
      ) : (
        <Pane strings={strings.pane}>
          <ChatListSections show={show} {...row} />
        </Pane>
      )}
      {isError && (
        <p role="alert" className="border-t border-line p-3 text-13">
          <span>{`${strings.list.notLoaded} `}</span>
          <Button size="small" onClick={() => void refetch()}>
            {strings.tryAgain}
          </Button>
        </p>
      )}
      {onToggleCompact !== null && (
        <div className="flex justify-end border-t border-line p-1">
          <IconButton
            icon={isCompact ? PanelLeftOpen : PanelLeftClose}
            label={isCompact ? strings.list.asList : strings.list.asNames}
            onClick={onToggleCompact}
          />
        </div>
      )}
    </section>
  );
}

function ChatListSections({ show, ...row }: SharedRowProps & { show: Show }) {
  const { data: inbox } = useInbox();
  const { member } = useMe();
  const past = usePastChats();
  const { isCollapsed, toggle } = useCollapsedSections();
  const selection = useSelection();
  const now = useServerNow(MINUTE);
  const sections = sortIntoSections(inbox?.cards ?? [], past.cards, {
    memberId: member.id,
    show,
    now,
  });
  const canSelect = sections.unassigned.length > 1 || selection.selected !== null;
  const { content, handlers } = useKeepUnderPointer();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto [overflow-anchor:none]" {...handlers}>
      <div ref={content}>
        {!row.isCompact && <SinceClosedLine />}
        {SECTIONS.map((name) => (
          <ChatListSection
            key={name}
            name={name}
            cards={sections[name]}
            hasMore={name === "past" && past.hasMore}
            isCollapsed={isCollapsed(name)}
            onToggle={() => toggle(name)}
            {...(name === "unassigned" && { selection })}
            {...row}
          >
            {name === "unassigned" && canSelect && !row.isCompact && (
              <AttendMany shown={sections.unassigned} cards={inbox?.cards ?? []} selection={selection} />
            )}
            {name === "waiting" && sections.waiting.length > 0 && !row.isCompact && (
              <AcceptNextButton onAccepted={(customerId) => row.onOpen(customerId, false)} />
            )}
          </ChatListSection>
        ))}
        {past.hasMore && !isCollapsed("past") && (
          <Button look="quiet" size="small" className="m-2" onClick={past.more}>
            {strings.list.more}
          </Button>
        )}
      </div>
    </div>
  );
}
