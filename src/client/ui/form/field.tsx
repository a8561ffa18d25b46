import { type ReactNode, useId } from "react";
import { Label } from "./label.tsx";

/** The attributes that connect a control with its label, hint and error. */
interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** The error and how to correct it; `null` if the value is valid. */
  error?: string | null;
  /** Shown at the end of the label's line. */
  aside?: ReactNode;
  children: (control: FieldControl) => ReactNode;
}

/** A control with its label above and its hint or error below. */
export function Field({ label, hint, error = null, aside, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className="grid gap-1">
      <span className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>{label}</Label>
        {aside}
      </span>
      {children({
        id,
        "aria-describedby": note === undefined ? undefined : noteId,
        "aria-invalid": error === null ? undefined : true,
      })}
      {note !== undefined && (
        <p
          id={noteId}
          role={error === null ? undefined : "alert"}
          className={error === null ? "text-13 text-ink-2" : "text-13 text-danger"}
        >
          {note}
        </p>
      )}
    </div>
  );
}
