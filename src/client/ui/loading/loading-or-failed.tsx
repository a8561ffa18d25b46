import type { ReactNode } from "react";
import { Button } from "../button/button.tsx";

interface LoadingOrFailedProps<Data> {
  /** What is asked for, as React Query has it; `undefined` before anything was. */
  query: { data: Data | undefined; isError: boolean; refetch: () => unknown } | undefined;
  strings: { loading: string; notLoaded: string; tryAgain: string };
  /** The shape of what is on its way. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Draws what was asked for once it is there; until then its shape, or that it could not be had. */
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
