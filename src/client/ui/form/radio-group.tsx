import { type ReactNode, useId } from "react";
import { classNames } from "../class-names.ts";

interface RadioGroupProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  disabled?: boolean;
  onChange: (value: Value) => void;
  /** Shown below the options. */
  children?: ReactNode;
}

/** A labelled group of radio buttons. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, value, options, disabled, onChange, children } = props;
  const id = useId();
  return (
    <div className="grid gap-1">
      <span id={id} className="text-14 font-semibold">
        {label}
      </span>
      <div role="radiogroup" aria-labelledby={id} className="flex flex-wrap gap-x-4">
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              "flex min-h-9 items-center gap-2 text-14 pointer-coarse:min-h-11",
              disabled === true ? "text-ink-2" : "cursor-pointer",
            )}
          >
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              disabled={disabled}
              className="size-4 accent-accent"
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {children}
    </div>
  );
}
