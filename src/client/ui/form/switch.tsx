import { classNames } from "../class-names.ts";

interface SwitchProps {
  /** The accessible name. */
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  className?: string;
}

/** An on/off switch that takes effect at once. It shows no text, so put the text beside it. */
export function Switch({ label, checked, disabled, onChange, className }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className={classNames(
        "group inline-grid min-h-6 shrink-0 place-items-center pointer-coarse:min-h-11",
        className,
      )}
    >
      <span
        className={classNames(
          "flex h-5 w-9 items-center rounded-full border px-0.5 transition-colors duration-140",
          checked ? "justify-end border-live bg-live" : "justify-start border-line-strong bg-surface-2",
        )}
      >
        <span
          className={classNames(
            "size-3.5 rounded-full forced-colors:bg-[ButtonText]",
            checked ? "bg-surface" : "bg-ink-3",
          )}
        />
      </span>
    </button>
  );
}
