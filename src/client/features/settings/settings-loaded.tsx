import type { ReactNode } from "react";
import type { SettingsView } from "#domain/views/team-view.ts";
import { api } from "../../api.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Unavailable } from "../../ui/unavailable.tsx";
import { words } from "./words.ts";

/** Draws its children once the settings are there. */
export function SettingsLoaded({ children }: { children: (view: SettingsView) => ReactNode }) {
  const { data, isError, refetch } = api.settings.get.useQuery();
  if (data !== undefined) return children(data);
  return (
    <Unavailable isError={isError} onAgain={() => void refetch()} says={words}>
      <Skeleton className="h-28" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </Unavailable>
  );
}
