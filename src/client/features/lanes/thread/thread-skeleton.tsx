import { Button } from "../../../ui/button/button.tsx";
import { Skeleton } from "../../../ui/loading/skeleton.tsx";
import { reloadLanes, lanesFailedToLoad } from "../../../live/lane-snapshots.ts";
import { useStore } from "../../../store.ts";
import { strings } from "../../../strings.ts";

/** A placeholder while messages load, or an error with a retry button. */
export function ThreadSkeleton() {
  const hasFailed = useStore(lanesFailedToLoad, (failed) => failed);
  if (hasFailed)
    return (
      <p role="alert" className="p-4">
        <span>{`${strings.lane.notLoaded} `}</span>
        <Button onClick={reloadLanes}>{strings.tryAgain}</Button>
      </p>
    );
  return (
    <div aria-busy="true" className="grid flex-1 content-end gap-3 p-4">
      <Skeleton className="h-14 w-3/5" />
      <Skeleton className="ml-auto h-10 w-1/2" />
      <Skeleton className="h-10 w-2/5" />
    </div>
  );
}
