import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../button/button.tsx";
import { Dialog } from "./dialog.tsx";
import { TextField } from "../form/text-field.tsx";

interface TypedConfirmationDialogProps {
  title: string;
  /** The word to type; case does not matter. */
  word: string;
  strings: { type: string; wrong: string; cancel: string; confirm: string; working: string };
  /** Why the last attempt failed. */
  problem: string | null;
  isWorking: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** A description of the effect. */
  children: ReactNode;
}

/** Requires a typed word before an action that cannot be undone. */
export function TypedConfirmationDialog({
  title,
  word,
  strings,
  problem,
  isWorking,
  ...rest
}: TypedConfirmationDialogProps) {
  const { onConfirm, onClose, children } = rest;
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    const matches = normalize(typed) === normalize(word);
    setWrong(!matches);
    if (matches && !isWorking) onConfirm();
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={submit}>
        {children}
        <TextField
          label={strings.type}
          error={isWrong ? strings.wrong : null}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {problem !== null && (
          <p role="alert" className="text-14 text-danger">
            {problem}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button type="submit" look="danger" aria-disabled={isWorking}>
            {isWorking ? strings.working : strings.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function normalize(text: string): string {
  return text.normalize("NFC").trim().toLocaleLowerCase();
}
