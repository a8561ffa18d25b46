import type { ComponentProps, ReactNode } from "react";
import { classNames } from "../class-names.ts";
import { CONTROL_CLASSES } from "./control-classes.ts";
import { Field } from "./field.tsx";

interface TextAreaProps extends ComponentProps<"textarea"> {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  aside?: ReactNode;
}

/** A multi-line text field; grows with its text where the browser supports it. */
export function TextArea({ label, hint, error = null, aside, className, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(control) => (
        <textarea
          rows={4}
          {...control}
          {...rest}
          className={classNames(CONTROL_CLASSES, "field-sizing-content max-h-96 py-2 leading-5", className)}
        />
      )}
    </Field>
  );
}
