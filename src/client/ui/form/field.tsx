import { type ReactNode, useId } from "react";
import { Label } from "./label.tsx";

/** What a control needs to be named, explained and found faulty. */
interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong and how to mend it; `null` when nothing is. */
  error?: string | null;
  /** Stands at the end of the label's line. */
  aside?: ReactNode;
  children: (control: FieldControl) => ReactNode;
}

/** A control with its label above, and below it the hint or what is wrong. */
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
