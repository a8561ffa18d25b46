import { useMemo } from "react";
import { buildTimeline, type TimelineEntry } from "#domain/views/timeline.ts";
import { useMe } from "../../../live/me-context.ts";
import { ephemeralStateOf, ephemeralStates } from "../../../live/ephemeral-state.ts";
import { useStore } from "../../../store.ts";
import { dayKey } from "../../../ui/text/format-time.ts";
import { strings } from "../../../strings.ts";
import { JumpToLatestButton } from "./jump-to-latest-button.tsx";
import { ThreadSkeleton } from "./thread-skeleton.tsx";
import { OutgoingMessages } from "./outgoing-messages.tsx";
import { TypingAndStreaming } from "./typing-and-streaming.tsx";
import { ThreadEntry } from "./thread-entry.tsx";
import type { Chat } from "../chat/use-chat-view.ts";
import { useEarlierMessages } from "./use-earlier-messages.ts";
import { useUndeliveredMessages } from "./use-undelivered-messages.ts";
import { useThreadScroll } from "./use-thread-scroll.ts";
import { useMarkRead } from "./use-mark-read.ts";

/** The messages and events of a customer's chats, the current chat last. */
export function Thread({ chat, isInFocus }: { chat: Chat; isInFocus: boolean }) {
  const { customer, session, lane, unread } = chat;
  const sessions = lane?.sessions;
  const { hasEarlier, isLoading, loadMore } = useEarlierMessages(lane);
  const { scroller, isAtEnd, onScroll, toEnd } = useThreadScroll(
    sessions?.[0]?.facts[0]?.no.toString() ?? "",
    loadMore,
  );
  const newAfter = useMarkRead(chat, isAtEnd);
  const entries = useMemo(
    () => buildTimeline(sessions ?? [], { dayOf: dayKey, newAfter }),
    [sessions, newAfter],
  );
  const outgoing = useUndeliveredMessages(chat);
  if (lane === null) {
    return (
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto pb-3">
        <ThreadSkeleton />
        <ol>
          <OutgoingMessages outgoing={outgoing} />
        </ol>
      </div>
    );
  }

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label={strings.lane.conversation(customer.name)}
        aria-live={isInFocus ? "polite" : "off"}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="mx-auto flex min-h-full max-w-180 flex-col justify-end pb-1">
          {hasEarlier && <ShowEarlierButton isLoading={isLoading} onLoadMore={loadMore} />}
          <Entries chat={chat} entries={entries} />
          <ol>
            <OutgoingMessages outgoing={outgoing} />
            <TypingAndStreaming session={session} customerName={customer.name} />
          </ol>
        </div>
      </div>
      {!isAtEnd && <JumpToLatestButton count={unread} onJump={toEnd} />}
    </div>
  );
}

function ShowEarlierButton({ isLoading, onLoadMore }: { isLoading: boolean; onLoadMore: () => void }) {
  return (
    <button
      type="button"
      disabled={isLoading}
      onClick={onLoadMore}
      className="min-h-9 text-12 text-accent-ink underline"
    >
      {isLoading ? strings.lane.older : strings.lane.showOlder}
    </button>
  );
}

/**
 * The entries that are loaded. They are all in the document: a virtualised list guesses the heights of what was never
 * in view, so the text jumped by up to 24 px whenever earlier messages came.
 */
function Entries({ chat, entries }: { chat: Chat; entries: readonly TimelineEntry[] }) {
  const { member } = useMe();
  const { customer, session } = chat;
  const seen = useStore(ephemeralStates, (all) => ephemeralStateOf(all, session.id).seenByCustomer);
  const last = entries.findLast(
    (entry) => entry.kind === "message" && entry.message.author.kind !== "customer",
  );
  const isSeen = seen !== null && seen >= session.ourMessages && session.ourMessages > 0;
  const rows = entries.map((entry, index) => (
    <ThreadEntry
      key={entry.key}
      entry={entry}
      before={entries[index - 1]}
      customerName={customer.name}
      memberId={member.id}
      mark={isSeen && entry === last ? strings.lane.seen : null}
    />
  ));
  if (entries.length === 0) return <p className="p-4 text-center text-13 text-ink-3">{strings.lane.empty}</p>;
  return (
    <ol>
      {rows.map((row) => (
        <li key={row.key}>{row}</li>
      ))}
    </ol>
  );
}
