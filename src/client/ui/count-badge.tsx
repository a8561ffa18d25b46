import { classNames } from "./class-names.ts";

const SHOWN_MAX = 99;

/** A count in a pill, hidden from screen readers. The parent must state it as text. */
export function CountBadge({ of: count, className }: { of: number; className?: string }) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden="true"
      data-count={count > SHOWN_MAX ? `${SHOWN_MAX}+` : count}
      className={classNames(
        "inline-grid before:content-[attr(data-count)] h-4.5 min-w-4.5 shrink-0 place-items-center rounded-full bg-accent px-1 text-11 font-semibold text-on-accent tabular-nums",
        "forced-colors:border",
        className,
      )}
    />
  );
}
