import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/icon.tsx";

interface RadioCardProps {
  /** The name of the radio group. */
  group: string;
  name: string;
  icon: LucideIcon;
  tone: "bot" | "live";
  checked: boolean;
  disabled: boolean;
  onChoose: () => void;
  children: ReactNode;
}

const TITLE_CLASSES = { bot: "text-bot", live: "text-live" } as const;
const CHECKED_CLASSES = { bot: "border-bot bg-bot-soft", live: "border-live bg-live-soft" } as const;

/**
 * One of the two large radio cards, clickable as a whole. It is labelled by its title and described by its content.
 */
export function RadioCard(props: RadioCardProps) {
  const { group, name, icon, tone, checked, disabled, onChoose, children } = props;
  const id = useId();
  return (
    <label
      className={classNames(
        "flex gap-3 rounded-12 border-2 p-4 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        checked ? CHECKED_CLASSES[tone] : "border-line-strong bg-surface",
        disabled ? "cursor-not-allowed" : "cursor-pointer",
        !checked && !disabled && "hover:bg-surface-3",
      )}
    >
      <input
        type="radio"
        name={group}
        checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-about`}
        className="mt-1 size-4 shrink-0 accent-accent outline-none"
        onChange={onChoose}
      />
      <span className="grid content-start gap-1">
        <span className={classNames("flex items-center gap-1.5 text-16 font-semibold", TITLE_CLASSES[tone])}>
          <Icon of={icon} size={20} />
          <span id={`${id}-name`}>{name}</span>
        </span>
        <span id={`${id}-about`} className="grid gap-1 text-14">
          {children}
        </span>
      </span>
    </label>
  );
}
