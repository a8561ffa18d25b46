import { type ComponentProps, useEffect, useState } from "react";
import { classNames } from "../class-names.ts";
import { CONTROL_CLASSES } from "./control-classes.ts";

interface NumberInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type" | "ref"> {
  value: number;
  min: number;
  max: number;
  /** Called only with whole numbers from `min` to `max`: shortly after the last key, or at once on Enter or blur. */
  onCommit: (value: number) => void;
  /** Called when the typed text becomes invalid or valid. */
  onFaulty?: (isFaulty: boolean) => void;
}

/** Long enough to type a second digit, short enough to feel immediate. */
const COMMIT_DELAY_MS = 700;

/** A whole-number input that commits only valid values. */
export function NumberInput(props: NumberInputProps) {
  const { value, min, max, onCommit, onFaulty, className, ...rest } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const number = typed === null || typed === "" ? null : Number(typed);
  const isFaulty =
    typed !== null && (number === null || !Number.isInteger(number) || number < min || number > max);

  function commit() {
    if (typed === null || isFaulty || number === null) return;
    setTyped(null);
    onCommit(number);
  }

  useEffect(() => {
    if (typed === null || isFaulty) return;
    const timer = setTimeout(commit, COMMIT_DELAY_MS);
    return () => clearTimeout(timer);
  });

  return (
    <input
      inputMode="numeric"
      {...rest}
      type="number"
      min={min}
      max={max}
      step={1}
      value={typed ?? String(value)}
      aria-invalid={isFaulty || rest["aria-invalid"]}
      className={classNames(CONTROL_CLASSES, "tabular-nums", className)}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = Number(event.target.value);
        onFaulty?.(event.target.value === "" || !Number.isInteger(next) || next < min || next > max);
      }}
      onBlur={() => {
        // An invalid value stays, with its error, until it is corrected or discarded with Escape.
        commit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key !== "Escape") return;
        setTyped(null);
        onFaulty?.(false);
      }}
    />
  );
}
