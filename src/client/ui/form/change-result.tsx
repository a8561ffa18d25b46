interface ChangeResultProps {
  /** The result of the last change; `null` before any. */
  text: string | null;
  isFailure?: boolean;
  undo?: string;
  onUndo?: (() => void) | null;
}

/** One line under a control with the result of its last change and an undo button. Announced when it changes. */
export function ChangeResult({ text, isFailure = false, undo = "", onUndo = null }: ChangeResultProps) {
  return (
    <output className={`block min-h-5 text-13 ${isFailure ? "text-danger" : "text-ink-2"}`}>
      {text !== null && <span>{text}</span>}
      {text !== null && onUndo !== null && (
        <>
          <span>{" · "}</span>
          <button type="button" className="min-h-6 font-semibold text-accent-ink underline" onClick={onUndo}>
            {undo}
          </button>
        </>
      )}
    </output>
  );
}
