import { ChevronLeft } from "lucide-react";
import { MINUTE, SECOND } from "#domain/model/instant.ts";
import { LeftMark } from "../../customer-data/left-mark.tsx";
import { useServerNow } from "../../live/server-clock.ts";
import { IconButton } from "../../ui/button/icon-button.tsx";
import { Initials } from "../../ui/text/initials.tsx";
import { timeOrDate, elapsedTime } from "../../ui/text/format-time.ts";
import { strings } from "../../strings.ts";
import { LaneActions } from "./lane-actions.tsx";
import { ChatStateChip } from "./chat/chat-state-chip.tsx";
import type { Chat } from "./chat/use-chat-view.ts";
import type { Lanes } from "./layout/use-lanes.ts";

interface LaneHeaderProps {
  chat: Chat;
  lanes: Lanes;
  /** Goes back to the list. */
  onLeave: () => void;
}

/** The customer, the chat's state, and its actions. */
export function LaneHeader({ chat, lanes, onLeave }: LaneHeaderProps) {
  const { name, email } = chat.customer;
  return (
    <header className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-1 border-b border-line px-3 py-1.5">
      <div className="flex min-h-9 flex-wrap items-center gap-x-2">
        {lanes.isPhone ? (
          <IconButton icon={ChevronLeft} label={strings.lane.back} onClick={onLeave} className="-ml-2" />
        ) : (
          <Initials name={name} className="max-xl:hidden" />
        )}
        <div className="min-w-0 flex-1 basis-20">
          <h2 translate="no" className="truncate text-14 font-semibold" dir="auto">
            {name}
          </h2>
          <p translate="no" className="truncate text-12 text-ink-2">
            {email}
          </p>
        </div>
        <LaneActions chat={chat} lanes={lanes} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <ChatStateChip chat={chat} />
        <LeftMark session={chat.session} withTime />
        <WaitingOrLastActivity chat={chat} />
      </div>
    </header>
  );
}

/** The time the customer has been waiting, or else of the last activity. Updates are not announced. */
function WaitingOrLastActivity({ chat: { session, state } }: { chat: Chat }) {
  const since =
    state === "queue"
      ? session.queuedAt
      : state === "mine" || state === "mail-mine"
        ? session.awaitingSince
        : null;
  if (since === null) return <LastActivity at={session.lastWords?.at ?? session.openedAt} />;
  return (
    <span className="text-12 whitespace-nowrap text-wait">
      <span>{`${state === "queue" ? strings.lane.inQueue : strings.lane.waitingForYou} `}</span>
      <ElapsedTime since={since} />
    </span>
  );
}

function ElapsedTime({ since }: { since: number }) {
  const now = useServerNow();
  return (
    <span aria-hidden="true" translate="no" className="tabular-nums">
      {elapsedTime(now - since)}
    </span>
  );
}

const UPDATE_INTERVAL_MS = 30 * SECOND;

function LastActivity({ at }: { at: number }) {
  const now = useServerNow(UPDATE_INTERVAL_MS);
  const age = now - at < MINUTE ? strings.list.now : timeOrDate(at, now);
  return <span className="text-12 whitespace-nowrap text-ink-3">{strings.lane.lastAt(age)}</span>;
}
