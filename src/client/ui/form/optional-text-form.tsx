import { type FormEvent, useState } from "react";
import { Button } from "../button/button.tsx";
import { TextField } from "./text-field.tsx";

interface OptionalTextFormProps {
  label: string;
  hint: string;
  /** Shown while nothing is typed: what holds then. */
  placeholder: string;
  /** The stored text; `null` for none. */
  stored: string | null;
  /** The fault of a text, in words; `null` if it can be saved. */
  faultOf: (text: string) => string | null;
  /** Saves a text, or that there is none. */
  save: (text: string | null) => Promise<unknown>;
  /** Why saving failed, in words. */
  explain: (error: unknown) => string;
  strings: { save: string; saving: string; saved: string };
}

/** A form with one text that may be left empty. What was typed stays when it cannot be saved. */
export function OptionalTextForm(props: OptionalTextFormProps) {
  const { label, hint, placeholder, stored, strings } = props;
  const [typed, setTyped] = useState(stored ?? "");
  const { error, note, isSaving, submit } = useSubmit(props, typed);
  return (
    <form noValidate className="grid max-w-96 gap-3" onSubmit={submit}>
      <TextField
        label={label}
        hint={hint}
        placeholder={placeholder}
        error={error}
        value={typed}
        autoComplete="off"
        dir="auto"
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" aria-disabled={isSaving}>
          {isSaving ? strings.saving : strings.save}
        </Button>
        <output className="text-14 text-ink-2">{note}</output>
      </div>
    </form>
  );
}

function useSubmit({ faultOf, save, explain, strings }: OptionalTextFormProps, typed: string) {
  const [error, setError] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);

  async function saveTyped(): Promise<void> {
    const text = typed.trim();
    const fault = text === "" ? null : faultOf(text);
    setNote(null);
    setError(fault);
    if (fault !== null || isSaving) return;
    setSaving(true);
    try {
      await save(text === "" ? null : text);
      setNote(strings.saved);
    } catch (failure) {
      setError(explain(failure));
    }
    setSaving(false);
  }

  return {
    error,
    note,
    isSaving,
    submit(event: FormEvent) {
      event.preventDefault();
      void saveTyped();
    },
  };
}
