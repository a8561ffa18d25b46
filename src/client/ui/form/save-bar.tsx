import { Button } from "../button/button.tsx";

interface SaveBarProps {
  /** Whether there are unsaved changes. */
  isDirty: boolean;
  isBusy: boolean;
  /** Why the last save failed. */
  problem: string | null;
  /** Whether the form has just been saved. */
  isSaved: boolean;
  strings: { unsaved: string; discard: string; save: string; saving: string; saved: string };
  onDiscard: () => void;
}

/** The sticky bar at the end of a form. Its Save button submits the surrounding form. */
export function SaveBar({ isDirty, isBusy, problem, isSaved, strings, onDiscard }: SaveBarProps) {
  const note = problem ?? (isDirty ? strings.unsaved : isSaved ? strings.saved : null);
  return (
    <div className="sticky bottom-0 -mx-5 flex min-h-14 flex-wrap items-center gap-2 border-t border-line bg-canvas px-5 py-2 max-md:-mx-4 max-md:px-4">
      <output className={`min-w-0 flex-1 text-14 ${problem === null ? "text-ink-2" : "text-danger"}`}>
        {note}
      </output>
      <Button disabled={!isDirty || isBusy} onClick={onDiscard}>
        {strings.discard}
      </Button>
      <Button type="submit" look="primary" disabled={!isDirty} aria-disabled={isBusy}>
        {isBusy ? strings.saving : strings.save}
      </Button>
    </div>
  );
}
