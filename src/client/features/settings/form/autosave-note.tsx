import { ChangedNote } from "../../../ui/form/change-result.tsx";
import type { Choice } from "./use-autosave.ts";
import { words } from "../strings.ts";

/** "Saved · Undo" under a control that saves at once. */
export function ChoiceNote({ of: { note, undo } }: { of: Pick<Choice<unknown>, "note" | "undo"> }) {
  const text = note === null ? null : note === "saved" ? words.saved : words.notChanged;
  return <ChangedNote text={text} isFailure={note === "failed"} undo={words.undo} onUndo={undo} />;
}
