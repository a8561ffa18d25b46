import type { ReactNode } from "react";
import { Button } from "../button/button.tsx";

interface LoadingOrFailedProps<Data> {
  /** The result of a React Query query; `undefined` before there is a query. */
  query: { data: Data | undefined; isError: boolean; refetch: () => unknown } | undefined;
  strings: { loading: string; notLoaded: string; tryAgain: string };
  /** Shown while loading. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Renders a query's data once loaded; until then the skeleton, or an error with a retry button. */
export function LoadingOrFailed<Data>({ query, strings, skeleton, children }: LoadingOrFailedProps<Data>) {
  if (query?.data !== undefined) return children(query.data);
  if (query?.isError !== true)
    return (
      <output aria-label={strings.loading} className="grid gap-3">
        {skeleton}
      </output>
    );
  return (
    <div className="grid justify-items-start gap-3">
      <p role="alert">{strings.notLoaded}</p>
      <Button onClick={() => void query.refetch()}>{strings.tryAgain}</Button>
    </div>
  );
}
