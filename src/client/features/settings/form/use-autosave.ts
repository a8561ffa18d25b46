import { useRef, useState } from "react";

/** A setting that is saved on every change. */
export interface Autosave<Value> {
  /** The value to show: the last choice while it is being saved, otherwise the server's value. */
  shown: Value;
  choose: (value: Value) => void;
  note: "saved" | "failed" | null;
  /** Undoes the last choice; `null` when there is none to undo. */
  undo: (() => void) | null;
}

/**
 * Shows a choice at once, saves it, and rolls it back if saving fails.
 *
 * @param value - the value on the server
 * @param save - resolves once the server has saved it and `value` is updated
 */
export function useAutosave<Value>(value: Value, save: (value: Value) => Promise<unknown>): Autosave<Value> {
  const [pending, setPending] = useState<{ value: Value } | null>(null);
  const [before, setBefore] = useState<{ value: Value } | null>(null);
  const [note, setNote] = useState<Autosave<Value>["note"]>(null);
  const latest = useRef(0);

  async function saveChoice(next: Value, undoTo: { value: Value } | null) {
    latest.current += 1;
    const saveNo = latest.current;
    setPending({ value: next });
    setNote(null);
    setBefore(null);
    const isSaved = await save(next).then(
      () => true,
      () => false,
    );
    // A newer choice was made during the save, so only its result is shown.
    if (saveNo !== latest.current) return;
    setPending(null);
    setBefore(isSaved ? undoTo : null);
    setNote(isSaved ? "saved" : "failed");
  }

  return {
    shown: pending === null ? value : pending.value,
    choose(next) {
      if (next !== (pending === null ? value : pending.value)) void saveChoice(next, { value });
    },
    note,
    undo: before === null ? null : () => void saveChoice(before.value, null),
  };
}
