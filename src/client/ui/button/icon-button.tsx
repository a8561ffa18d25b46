import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";
import { Icon } from "../icon.tsx";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  icon: LucideIcon;
  /** The accessible name, also the tooltip. */
  label: string;
}

/** A button that shows only an icon: 28 px, on touch screens 44 px. */
export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(
        "inline-grid size-7 shrink-0 place-items-center rounded-8 text-ink-2 pointer-coarse:size-11",
        "transition-colors duration-80 hover:bg-surface-3 hover:text-ink disabled:opacity-55",
        className,
      )}
    >
      <Icon of={icon} />
    </button>
  );
}
