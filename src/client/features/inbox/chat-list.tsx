import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import { useInbox } from "../../live/use-inbox.ts";
import { useMe } from "../../live/me-context.ts";
import { Button } from "../../ui/button/button.tsx";
import { classes } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/button/icon-button.tsx";
import { words } from "../../strings.ts";
import { AcceptNext } from "./accept-next-button.tsx";
import { ListSkeleton } from "./chat-list-skeleton.tsx";
import type { RowActions } from "./chat-row.tsx";
import { Shelf } from "./chat-list-section.tsx";
import { SHELVES, shelve } from "./sections/sort-into-sections.ts";
import { ShowChoice } from "./mine-or-everyone-choice.tsx";
import { useCollapsed } from "./sections/use-collapsed-sections.ts";
import { usePast } from "./use-past-chats.ts";

interface ChatListProps extends RowActions {
  /** `null` where there is no choice. */
  onToggleNames: (() => void) | null;
  className?: string;
}

/** Every chat, on five shelves in one scroll. */
export function ChatList({ onToggleNames, className, ...row }: ChatListProps) {
  const { data: inbox, isError, refetch } = useInbox();
  const { asNames } = row;
  return (
    <section
      aria-label={words.list.chats}
      className={classes(
        "flex shrink-0 flex-col border-r border-line bg-surface max-md:min-h-0 max-md:flex-1 max-md:border-r-0",
        asNames ? "w-18" : "w-74 max-md:w-full",
        className,
      )}
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isError && (
          <p role="alert" className="p-3 text-13">
            {words.list.notLoaded}{" "}
            <Button size="small" onClick={() => void refetch()}>
              {words.tryAgain}
            </Button>
          </p>
        )}
        {inbox === undefined ? !isError && <ListSkeleton /> : <Shelves {...row} />}
      </div>
      {onToggleNames !== null && (
        <div className="flex justify-end border-t border-line p-1">
          <IconButton
            icon={asNames ? PanelLeftOpen : PanelLeftClose}
            label={asNames ? words.list.asList : words.list.asNames}
            onClick={onToggleNames}
          />
        </div>
      )}
    </section>
  );
}

function Shelves(row: RowActions) {
  const { data: inbox } = useInbox();
  const { member } = useMe();
  const past = usePast();
  const [show, setShow] = useState<"mine" | "everyone">("mine");
  const { isCollapsed, toggle } = useCollapsed();
  const shelves = shelve(inbox?.cards ?? [], past.cards, { memberId: member.id, show });
  return (
    <>
      {member.role === "admin" && !row.asNames && <ShowChoice show={show} onChange={setShow} />}
      {SHELVES.map((name) => (
        <Shelf
          key={name}
          name={name}
          cards={shelves[name]}
          hasMore={name === "past" && past.hasMore}
          isCollapsed={isCollapsed(name)}
          onToggle={() => toggle(name)}
          {...row}
        >
          {name === "waiting" && shelves.waiting.length > 0 && !row.asNames && (
            <AcceptNext onAccepted={(customerId) => row.onOpen(customerId, false)} />
          )}
        </Shelf>
      ))}
      {past.hasMore && !isCollapsed("past") && (
        <Button look="quiet" size="small" className="m-2" onClick={past.more}>
          {words.list.more}
        </Button>
      )}
    </>
  );
}
