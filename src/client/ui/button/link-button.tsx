import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";

/** A button that looks like a link, for minor actions. */
export function LinkButton({ className, ...rest }: ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(
        "inline-flex min-h-6 items-center rounded-4 text-13 font-semibold text-accent-ink underline pointer-coarse:min-h-11 disabled:opacity-55",
        className,
      )}
    />
  );
}
