import { Maximize2 } from "lucide-react";
import { useEffect, useRef } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { useStore } from "../../store.ts";
import { CountBadge } from "../../ui/count-badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { strings } from "../../strings.ts";
import { focusRequest } from "./layout/focus-request.ts";
import { CHAT_STATE_STYLES } from "./chat/chat-state-styles.ts";
import { useChatView } from "./chat/use-chat-view.ts";

/** A collapsed lane: only its name and unread count. */
export function CollapsedLane({ customerId, onExpand }: { customerId: CustomerId; onExpand: () => void }) {
  const chat = useChatView(customerId);
  const button = useRef<HTMLButtonElement>(null);
  const isFocusRequested = useStore(focusRequest, (id) => id === customerId);
  useEffect(() => {
    if (!isFocusRequested) return;
    button.current?.focus();
    focusRequest.set(null);
  }, [isFocusRequested]);
  const name = chat?.customer.name ?? "…";
  const unread = chat?.unread ?? 0;
  const style = CHAT_STATE_STYLES[chat?.state ?? "ended"];
  return (
    <section
      aria-label={strings.lane.region(name)}
      className="relative flex w-11 shrink-0 flex-col items-center gap-2 bg-surface py-3 hover:bg-surface-3"
    >
      <button
        ref={button}
        type="button"
        aria-label={strings.lane.expand}
        title={strings.lane.expand}
        onClick={onExpand}
        className="grid w-full place-items-center after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
      >
        <Icon of={Maximize2} className="text-ink-2" />
      </button>
      {unread > 0 && <span className="sr-only">{strings.list.unread(unread)}</span>}
      <CountBadge of={unread} />
      <Icon of={style.icon} className={style.edge} />
      <span
        translate="no"
        className="min-h-0 flex-1 truncate text-13 font-semibold [writing-mode:vertical-rl]"
        dir="auto"
      >
        {name}
      </span>
    </section>
  );
}
