import type { ReactNode } from "react";
import { Button } from "../button/button.tsx";

interface UnavailableProps {
  isError: boolean;
  onAgain: () => void;
  says: { loading: string; notLoaded: string; tryAgain: string };
  /** The shape of what is on its way. */
  children: ReactNode;
}

/** Stands for what is on its way, or could not be had. */
export function Unavailable({ isError, onAgain, says, children }: UnavailableProps) {
  if (!isError)
    return (
      <output aria-label={says.loading} className="grid gap-3">
        {children}
      </output>
    );
  return (
    <div className="grid justify-items-start gap-3">
      <p role="alert">{says.notLoaded}</p>
      <Button onClick={onAgain}>{says.tryAgain}</Button>
    </div>
  );
}
