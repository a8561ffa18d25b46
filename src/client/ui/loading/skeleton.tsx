import { classNames } from "../class-names.ts";

/** A grey shape where something is about to be. Comes late, so that what is quick does not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("skeleton-late block rounded-8 bg-surface-3", className)}
    />
  );
}
