import type { ComponentType } from "react";
import { Redirect, Route, Switch } from "wouter";
import { ProfilePage } from "../features/account/profile-page.tsx";
import { SignInSecurity } from "../features/account/sign-in-security.tsx";
import { AnsweringPage } from "../features/settings/answering/answering-page.tsx";
import { BotPage } from "../features/settings/bot/bot-page.tsx";
import { HoursPage } from "../features/settings/hours/hours-page.tsx";
import { PasswordPage } from "../features/settings/password/password-page.tsx";
import { KnowledgePage } from "../features/settings/knowledge/knowledge-page.tsx";
import { IdleChatsPage } from "../features/settings/idle-chats/idle-chats-page.tsx";
import { SettingsListPage } from "../features/settings/layout/settings-list-page.tsx";
import { SettingsPage } from "../features/settings/layout/settings-page.tsx";
import {
  FIRST_SETTINGS_PATH,
  SETTINGS_PAGES,
  type SettingsPageName,
} from "../features/settings/layout/settings-pages.ts";
import { WidgetPage } from "../features/settings/widget/widget-page.tsx";
import type { strings } from "../features/settings/strings.ts";
import { AuditLog } from "../features/privacy/audit-log.tsx";
import { PrivacySettings } from "../features/privacy/privacy-settings.tsx";
import { TeamSettings } from "../features/team/team-settings.tsx";

/** The content of each page. */
export type PageContents = Record<SettingsPageName, ComponentType>;
/** Makes a title without a page a compile error too. */
export type TitledContents = Record<keyof typeof strings.pages, ComponentType>;

const CONTENTS = {
  answering: AnsweringPage,
  chatbot: BotPage,
  knowledge: KnowledgePage,
  widget: WidgetPage,
  sessions: IdleChatsPage,
  hours: HoursPage,
  team: TeamSettings,
  privacy: PrivacySettings,
  audit: AuditLog,
  "sign-in": SignInSecurity,
  profile: ProfilePage,
  password: PasswordPage,
} satisfies PageContents satisfies TitledContents;

/** Maps paths to settings pages. Loaded on the first visit. */
export function SettingsRoutes() {
  return (
    <Switch>
      <Route path="/settings">
        <SettingsListPage />
      </Route>
      <Route path="/settings/:name">{({ name }) => <SettingsPageRoute name={name} />}</Route>
    </Switch>
  );
}

function SettingsPageRoute({ name }: { name: string }) {
  const page = SETTINGS_PAGES.find((one) => one.name === name);
  if (page === undefined) return <Redirect to={FIRST_SETTINGS_PATH} replace />;
  const Content = CONTENTS[page.name];
  return (
    <SettingsPage page={page}>
      <Content />
    </SettingsPage>
  );
}
