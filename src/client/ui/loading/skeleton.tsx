import { classNames } from "../class-names.ts";

/** A grey placeholder for loading content. Appears after a delay, so that fast loads do not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("skeleton-late block rounded-8 bg-surface-3", className)}
    />
  );
}
