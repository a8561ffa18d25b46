import type { ReactNode } from "react";
import { Button } from "../button/button.tsx";
import { RestoringBoundary } from "../restoring-boundary.tsx";

interface PaneProps {
  strings: { failed: string; reload: string };
  children: ReactNode;
}

/** A part of the page that is restored by itself after an error; if that fails, it offers a reload, which also fetches scripts anew. */
export function Pane({ strings, children }: PaneProps) {
  const fallback = (
    <div className="grid flex-1 content-center justify-items-center gap-3 p-4">
      <p role="alert">{strings.failed}</p>
      <Button onClick={() => location.reload()}>{strings.reload}</Button>
    </div>
  );
  return <RestoringBoundary fallback={fallback}>{children}</RestoringBoundary>;
}
