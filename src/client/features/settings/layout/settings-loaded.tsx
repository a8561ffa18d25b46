import type { ReactNode } from "react";
import { api } from "../../../api/api-hooks.ts";
import { Skeleton } from "../../../ui/loading/skeleton.tsx";
import { LoadingOrFailed } from "../../../ui/loading/loading-or-failed.tsx";
import { strings } from "../strings.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";

/** Renders its children once the settings are loaded. */
export function SettingsLoaded({ children }: { children: (view: SettingsView) => ReactNode }) {
  const query = api.settings.get.useQuery();
  return (
    <LoadingOrFailed query={query} strings={strings} skeleton={SKELETON}>
      {children}
    </LoadingOrFailed>
  );
}

const SKELETON = (
  <>
    <Skeleton className="h-28" />
    <Skeleton className="h-9" />
    <Skeleton className="h-9" />
  </>
);
