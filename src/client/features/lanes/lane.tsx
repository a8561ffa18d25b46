import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { useStore } from "../../store.ts";
import { strings } from "../../strings.ts";
import { LaneFooter } from "./composer/lane-footer.tsx";
import { focusRequest } from "./layout/focus-request.ts";
import { LaneHeader } from "./lane-header.tsx";
import { ThreadSkeleton } from "./thread/thread-skeleton.tsx";
import { Thread } from "./thread/thread.tsx";
import { type Chat, useChatView } from "./chat/use-chat-view.ts";
import { useRestoreFocusOnStateChange } from "./use-restore-focus-on-state-change.ts";
import type { Lanes } from "./layout/use-lanes.ts";

interface LaneProps {
  customerId: CustomerId;
  lanes: Lanes;
  /** Whether another visible customer has the same name. */
  isNamesake: boolean;
  /** Moves the focus back to the list. */
  onLeave: () => void;
}

/** One customer's chat: header, thread and composer. */
export function Lane({ customerId, lanes, isNamesake, onLeave }: LaneProps) {
  const chat = useChatView(customerId);
  const region = useRef<HTMLElement>(null);
  const isFocusRequested = useStore(focusRequest, (id) => id === customerId) && chat !== null;
  const takeFocus = useEffectEvent(() => {
    const target = region.current?.querySelector<HTMLElement>("textarea") ?? region.current;
    target?.focus({ preventScroll: true });
    focusRequest.set(null);
  });
  useEffect(() => {
    if (isFocusRequested) takeFocus();
  }, [isFocusRequested]);
  useRestoreFocusOnStateChange(chat?.state ?? null, lanes.layout.focused === customerId, takeFocus);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (event.target !== region.current) region.current?.focus();
    else if (lanes.layout.maximised === null) onLeave();
    else lanes.moves.maximise(null);
  }

  return (
    <div
      role="presentation"
      onFocus={() => lanes.moves.focus(customerId)}
      onKeyDown={onKeyDown}
      className="flex min-h-0 min-w-0 flex-1"
    >
      <section
        ref={region}
        tabIndex={-1}
        aria-label={nameOf(chat, isNamesake)}
        className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface focus-visible:-outline-offset-2"
      >
        {chat === null ? (
          <ThreadSkeleton />
        ) : (
          <>
            <LaneHeader chat={chat} lanes={lanes} onLeave={onLeave} />
            <Thread key={chat.customer.id} chat={chat} isInFocus={lanes.layout.focused === customerId} />
            <LaneFooter chat={chat} />
          </>
        )}
      </section>
    </div>
  );
}

function nameOf(chat: Chat | null, isNamesake: boolean): string {
  if (chat === null) return strings.lane.region("…");
  const { name, email } = chat.customer;
  return isNamesake ? strings.lane.regionWithEmail(name, email) : strings.lane.region(name);
}
