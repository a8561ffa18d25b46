import type { ReactNode } from "react";
import type { SettingsView } from "#domain/views.ts";
import { api } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { words } from "./words.ts";

/** Draws its children once the settings are there. */
export function SettingsLoaded({ children }: { children: (view: SettingsView) => ReactNode }) {
  const { data, isError, refetch } = api.settings.get.useQuery();
  if (data !== undefined) return children(data);
  if (!isError)
    return (
      <output aria-label={words.loading} className="grid gap-3">
        <Skeleton className="h-28" />
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </output>
    );
  return (
    <div className="grid justify-items-start gap-3">
      <p role="alert">{words.notLoaded}</p>
      <Button onClick={() => void refetch()}>{words.tryAgain}</Button>
    </div>
  );
}
