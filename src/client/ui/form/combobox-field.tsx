import { type ComponentProps, type ReactNode, useId } from "react";
import { CONTROL_CLASSES } from "./control-classes.ts";
import { Field } from "./field.tsx";

interface ComboboxFieldProps extends ComponentProps<"input"> {
  label: string;
  /** Suggested values. Other values may be typed. */
  suggestions: readonly string[];
  hint?: ReactNode;
  error?: string | null;
}

/** A one-line text field with suggestions; a combobox to screen readers. */
export function ComboboxField({ label, suggestions, hint, error = null, ...rest }: ComboboxFieldProps) {
  const listId = useId();
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <>
          <input type="text" list={listId} {...control} {...rest} className={CONTROL_CLASSES} />
          <datalist id={listId}>
            {suggestions.map((suggestion) => (
              <option key={suggestion} value={suggestion}>
                {suggestion}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
