import { type ReactNode, useEffect, useId, useRef } from "react";
import { RestoringBoundary } from "../restoring-boundary.tsx";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog, open while mounted. Escape closes it; focus returns to the element that had it. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-16 border border-line bg-surface p-0 text-left text-ink shadow-dialog"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="grid gap-4 p-5">
        <h2 id={id} className="text-20 font-semibold">
          {title}
        </h2>
        <RestoringBoundary>{children}</RestoringBoundary>
      </div>
    </dialog>
  );
}
