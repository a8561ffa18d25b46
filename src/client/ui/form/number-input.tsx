import { type ComponentProps, useEffect, useState } from "react";
import { classNames } from "../class-names.ts";
import { CONTROL_CLASSES } from "./control-classes.ts";

interface NumberInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type" | "ref"> {
  value: number;
  min: number;
  max: number;
  /** Only whole numbers from `min` to `max` are handed over, a moment after the last key or at once on Enter or leaving. */
  onCommit: (value: number) => void;
  /** What is typed is no such number, or is one again. */
  onFaulty?: (isFaulty: boolean) => void;
}

/** Long enough to type a second digit, short enough to be felt as at once. */
const SETTLED_MS = 700;

/** A whole number that is handed over once it is whole. */
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
    const timer = setTimeout(commit, SETTLED_MS);
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
        // What is no such number stays, with the error beside it, until it is mended or given up by Escape.
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
