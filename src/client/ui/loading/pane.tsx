import type { ReactNode } from "react";
import { Button } from "../button/button.tsx";
import { RestoringBoundary } from "../restoring-boundary.tsx";

interface PaneProps {
  strings: { failed: string; tryAgain: string };
  children: ReactNode;
}

/** A part of the page that is restored by itself after an error; if that fails, it offers to try again. */
export function Pane({ strings, children }: PaneProps) {
  function offerRetry(retry: () => void) {
    return (
      <div className="grid flex-1 content-center justify-items-center gap-3 p-4">
        <p role="alert">{strings.failed}</p>
        <Button onClick={retry}>{strings.tryAgain}</Button>
      </div>
    );
  }
  return <RestoringBoundary fallback={offerRetry}>{children}</RestoringBoundary>;
}
