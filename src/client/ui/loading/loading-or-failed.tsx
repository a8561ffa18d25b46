import type { ReactNode } from "react";
import { Button } from "../button/button.tsx";

interface LoadingOrFailedProps {
  isError: boolean;
  onRetry: () => void;
  strings: { loading: string; notLoaded: string; tryAgain: string };
  /** The shape of what is on its way. */
  children: ReactNode;
}

/** Stands for what is on its way, or could not be had. */
export function LoadingOrFailed({ isError, onRetry, strings, children }: LoadingOrFailedProps) {
  if (!isError)
    return (
      <output aria-label={strings.loading} className="grid gap-3">
        {children}
      </output>
    );
  return (
    <div className="grid justify-items-start gap-3">
      <p role="alert">{strings.notLoaded}</p>
      <Button onClick={onRetry}>{strings.tryAgain}</Button>
    </div>
  );
}
