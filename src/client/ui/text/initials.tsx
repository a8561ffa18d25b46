import { classNames } from "../class-names.ts";
import { initialsOf } from "./initials-of.ts";

/** A person's initials, hidden from screen readers, because the name is beside them or labels their button. */
export function Initials({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      data-initials={initialsOf(name)}
      className={classNames(
        "inline-grid before:content-[attr(data-initials)] size-8 shrink-0 place-items-center rounded-full bg-surface-3 text-11 font-semibold text-ink-2",
        className,
      )}
    />
  );
}
