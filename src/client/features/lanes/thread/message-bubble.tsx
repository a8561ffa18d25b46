import { BotMessageSquare } from "lucide-react";
import type { ReactNode } from "react";
import type { Instant } from "#domain/model/instant.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/icon.tsx";
import { ClockTime } from "../../../ui/text/clock-time.tsx";

export type Side = "customer" | "bot" | "us";

const STYLES: Readonly<Record<Side, { row: string; bubble: string }>> = {
  customer: { row: "items-start", bubble: "bg-surface-2" },
  bot: { row: "items-start", bubble: "bg-surface-2 border-l-3 border-bot" },
  us: { row: "items-end", bubble: "bg-accent-soft" },
};

interface BubbleProps {
  side: Side;
  /** The author's name; `null` if the message continues the author's previous one. */
  name: string | null;
  at: Instant | null;
  /** Notes below the message: delivery state, sources. */
  below?: ReactNode;
  children: ReactNode;
}

/** A message. Side, colour and name show its author. */
export function MessageBubble({ side, name, at, below, children }: BubbleProps) {
  const { row, bubble } = STYLES[side];
  return (
    <div className={classNames("flex flex-col px-3", row, name === null ? "pt-0.5" : "pt-2.5")}>
      {name !== null && (
        <p
          className={classNames(
            "mb-0.5 flex items-center gap-1 text-12",
            side === "bot" ? "text-bot" : "text-ink-2",
          )}
        >
          {side === "bot" && <Icon of={BotMessageSquare} className="size-3.5" />}
          <span translate="no" className="font-semibold" dir="auto">
            {name}
          </span>
          {at !== null && <ClockTime at={at} />}
        </p>
      )}
      <div
        className={classNames(
          "max-w-[min(85%,36rem)] min-w-0 overflow-clip rounded-12 px-3 py-2 forced-colors:border",
          bubble,
        )}
      >
        {children}
      </div>
      {below}
    </div>
  );
}
