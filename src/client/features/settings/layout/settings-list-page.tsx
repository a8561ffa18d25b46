import { Redirect } from "wouter";
import { usePageTitle } from "../../../page-title.ts";
import { SINGLE_COLUMN_BELOW, useIsPhone, useViewportWidth } from "../../../ui/use-viewport-width.ts";
import { SettingsNav } from "./settings-nav.tsx";
import { FIRST_SETTINGS_PATH } from "./settings-pages.ts";
import { strings } from "../strings.ts";

/** The list of settings pages: a page of its own where there is no room beside it, elsewhere a redirect to the first page. */
export function SettingsListPage() {
  const isPhone = useIsPhone();
  const isNarrow = useViewportWidth() < SINGLE_COLUMN_BELOW;
  usePageTitle(strings.title);
  if (!isPhone && !isNarrow) return <Redirect to={FIRST_SETTINGS_PATH} replace />;
  return (
    <>
      <h1 className="sr-only">{strings.title}</h1>
      <SettingsNav className="flex-1 bg-surface" />
    </>
  );
}
