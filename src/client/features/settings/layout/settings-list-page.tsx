import { Redirect } from "wouter";
import { usePageTitle } from "../../../page-title.ts";
import { PHONE_BELOW, useViewportWidth } from "../../../ui/use-viewport-width.ts";
import { SettingsNav } from "./settings-nav.tsx";
import { FIRST_SETTINGS_PATH } from "./settings-pages.ts";
import { strings } from "../strings.ts";

/** The way to all settings: on a phone a page of its own, elsewhere it stands beside the first of them. */
export function SettingsListPage() {
  const isPhone = useViewportWidth() < PHONE_BELOW;
  usePageTitle(strings.title);
  if (!isPhone) return <Redirect to={FIRST_SETTINGS_PATH} replace />;
  return (
    <>
      <h1 className="sr-only">{strings.title}</h1>
      <SettingsNav className="flex-1 bg-surface" />
    </>
  );
}
