import { classNames } from "./class-names.ts";

const MOST_SHOWN = 99;

/** A number in a pill, drawn and not written: whoever shows it says it in words. */
export function CountBadge({ of: count, className }: { of: number; className?: string }) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden="true"
      data-count={count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
      className={classNames(
        "inline-grid before:content-[attr(data-count)] h-4.5 min-w-4.5 shrink-0 place-items-center rounded-full bg-accent px-1 text-11 font-semibold text-on-accent tabular-nums",
        "forced-colors:border",
        className,
      )}
    />
  );
}
