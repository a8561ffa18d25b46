import type { ComponentProps, ReactNode } from "react";
import { classNames } from "../class-names.ts";
import { CONTROL_CLASSES } from "./control-classes.ts";
import { Field } from "./field.tsx";

interface TextFieldProps extends ComponentProps<"input"> {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  aside?: ReactNode;
}

/** A one-line text field. Accepts the result of react-hook-form's `register`. */
export function TextField({ label, hint, error = null, aside, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(control) => (
        <input type="text" {...control} {...rest} className={classNames(CONTROL_CLASSES, className)} />
      )}
    </Field>
  );
}
