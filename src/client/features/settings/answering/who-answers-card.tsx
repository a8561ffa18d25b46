import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/icon.tsx";

interface SwitchCardProps {
  /** Ties the cards together. */
  group: string;
  name: string;
  icon: LucideIcon;
  tone: "bot" | "live";
  checked: boolean;
  disabled: boolean;
  onChoose: () => void;
  children: ReactNode;
}

const TONES = { bot: "text-bot", live: "text-live" } as const;
const CHOSEN = { bot: "border-bot bg-bot-soft", live: "border-live bg-live-soft" } as const;

/** One of the two large cards: the whole of it can be clicked. Named by its title, described by the rest. */
export function WhoAnswersCard(props: SwitchCardProps) {
  const { group, name, icon, tone, checked, disabled, onChoose, children } = props;
  const id = useId();
  return (
    <label
      className={classNames(
        "flex gap-3 rounded-12 border-2 p-4 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        checked ? CHOSEN[tone] : "border-line-strong bg-surface",
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
        <span className={classNames("flex items-center gap-1.5 text-16 font-semibold", TONES[tone])}>
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
