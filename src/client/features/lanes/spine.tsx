import { Maximize2 } from "lucide-react";
import { useEffect, useRef } from "react";
import type { CustomerId } from "#domain/ids.ts";
import { useStore } from "../../store.ts";
import { Count } from "../../ui/count.tsx";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words.ts";
import { focusAsked } from "./focus-asked.ts";
import { STATE_LOOKS } from "./state-chip.tsx";
import { useChat } from "./use-chat.ts";

/** A lane folded to its name. */
export function Spine({ customerId, onExpand }: { customerId: CustomerId; onExpand: () => void }) {
  const chat = useChat(customerId);
  const button = useRef<HTMLButtonElement>(null);
  const isAsked = useStore(focusAsked, (id) => id === customerId);
  useEffect(() => {
    if (!isAsked) return;
    button.current?.focus();
    focusAsked.set(null);
  }, [isAsked]);
  const name = chat?.customer.name ?? "…";
  const look = STATE_LOOKS[chat?.state ?? "ended"];
  return (
    <section aria-label={words.lane.region(name)} className="w-11 shrink-0 bg-surface">
      <button
        ref={button}
        type="button"
        aria-label={words.lane.expand}
        title={words.lane.expand}
        onClick={onExpand}
        className="flex h-full w-full flex-col items-center gap-2 py-3 hover:bg-surface-3 focus-visible:-outline-offset-2"
      >
        <Icon of={Maximize2} className="text-ink-2" />
        <Count of={chat?.unread ?? 0} />
        <Icon of={look.icon} className={look.edge} />
        <span className="min-h-0 flex-1 truncate text-13 font-semibold [writing-mode:vertical-rl]">
          {name}
        </span>
      </button>
    </section>
  );
}
