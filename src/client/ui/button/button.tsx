import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";

const LOOKS = {
  primary: "bg-accent text-on-accent border-transparent not-disabled:hover:bg-accent-hover",
  plain: "bg-surface text-ink border-line-strong not-disabled:hover:bg-surface-3",
  quiet: "bg-transparent text-accent-ink border-transparent not-disabled:hover:bg-surface-3",
  danger: "bg-danger text-on-danger border-transparent",
} as const;

const SIZES = {
  small: "min-h-7 px-2 text-13",
  medium: "min-h-9 px-3 text-14 max-md:min-h-11",
} as const;

interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof LOOKS;
  size?: keyof typeof SIZES;
}

/** A text button; `type` defaults to "button". */
export function Button({ look = "plain", size = "medium", className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(
        "inline-flex items-center justify-center gap-2 rounded-8 border font-semibold max-w-full shrink-0",
        "transition-colors duration-80 disabled:opacity-55 disabled:cursor-not-allowed",
        LOOKS[look],
        SIZES[size],
        className,
      )}
    />
  );
}
