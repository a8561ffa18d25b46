import { useRef, useState } from "react";

/** A setting that is saved the moment it is chosen. */
export interface Autosave<Value> {
  /** What to show: what was chosen last, until the server says otherwise. */
  shown: Value;
  choose: (value: Value) => void;
  note: "saved" | "failed" | null;
  /** Takes the last choice back; `null` when there is nothing to take back. */
  undo: (() => void) | null;
}

/**
 * Shows a choice at once, saves it, and shows the old one again if that fails.
 *
 * @param value - what the server says
 * @param save - settled once the server has it and `value` follows
 */
export function useAutosave<Value>(value: Value, save: (value: Value) => Promise<unknown>): Autosave<Value> {
  const [pending, setPending] = useState<{ value: Value } | null>(null);
  const [before, setBefore] = useState<{ value: Value } | null>(null);
  const [note, setNote] = useState<Autosave<Value>["note"]>(null);
  const latest = useRef(0);

  async function put(next: Value, undoTo: { value: Value } | null) {
    latest.current += 1;
    const turn = latest.current;
    setPending({ value: next });
    setNote(null);
    setBefore(null);
    const isSaved = await save(next).then(
      () => true,
      () => false,
    );
    // Somebody who chooses faster than the server answers sees only what became of their last choice.
    if (turn !== latest.current) return;
    setPending(null);
    setBefore(isSaved ? undoTo : null);
    setNote(isSaved ? "saved" : "failed");
  }

  return {
    shown: pending === null ? value : pending.value,
    choose(next) {
      if (next !== (pending === null ? value : pending.value)) void put(next, { value });
    },
    note,
    undo: before === null ? null : () => void put(before.value, null),
  };
}
