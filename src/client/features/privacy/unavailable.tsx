import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { words } from "./words.ts";

interface UnavailableProps {
  isError: boolean;
  onAgain: () => void;
}

/** Stands for what is on its way, or could not be had. */
export function Unavailable({ isError, onAgain }: UnavailableProps) {
  if (!isError)
    return (
      <output aria-label={words.loading} className="grid gap-3">
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </output>
    );
  return (
    <div className="grid justify-items-start gap-3">
      <p role="alert">{words.notLoaded}</p>
      <Button onClick={onAgain}>{words.tryAgain}</Button>
    </div>
  );
}
