import { ChangeResult } from "../../../ui/form/change-result.tsx";
import type { Autosave } from "./use-autosave.ts";
import { strings } from "../strings.ts";

/** "Saved · Undo" under a control that saves automatically. */
export function AutosaveNote({ of: { note, undo } }: { of: Pick<Autosave<unknown>, "note" | "undo"> }) {
  const text = note === null ? null : note === "saved" ? strings.saved : strings.notChanged;
  return <ChangeResult text={text} isFailure={note === "failed"} undo={strings.undo} onUndo={undo} />;
}
