import { Redirect, Route, Switch } from "wouter";
import { SignInSecurity } from "../features/account/sign-in-security.tsx";
import { AnsweringPage } from "../features/settings/answering/answering-page.tsx";
import { BotPage } from "../features/settings/bot/bot-page.tsx";
import { PasswordPage } from "../features/settings/password/password-page.tsx";
import { SessionsPage } from "../features/settings/sessions/sessions-page.tsx";
import { SettingsListPage } from "../features/settings/layout/settings-list-page.tsx";
import { SettingsPage } from "../features/settings/layout/settings-page.tsx";
import { WidgetPage } from "../features/settings/widget/widget-page.tsx";
import { strings } from "../features/settings/strings.ts";
import { AuditLog } from "../features/privacy/audit-log.tsx";
import { PrivacySettings } from "../features/privacy/privacy-settings.tsx";
import { TeamSettings } from "../features/team/team-settings.tsx";

/** Which page of the settings is at which address. Loaded when somebody first goes there. */
export function SettingsRoutes() {
  return (
    <Switch>
      <Route path="/settings">
        <SettingsListPage />
      </Route>
      <Route path="/settings/answering">
        <AnsweringPage />
      </Route>
      <Route path="/settings/chatbot">
        <BotPage />
      </Route>
      <Route path="/settings/widget">
        <WidgetPage />
      </Route>
      <Route path="/settings/sessions">
        <SessionsPage />
      </Route>
      <Route path="/settings/team">
        <SettingsPage title={strings.nav.team}>
          <TeamSettings />
        </SettingsPage>
      </Route>
      <Route path="/settings/privacy">
        <SettingsPage title={strings.nav.privacy}>
          <PrivacySettings />
        </SettingsPage>
      </Route>
      <Route path="/settings/audit">
        <SettingsPage title={strings.nav.audit}>
          <AuditLog />
        </SettingsPage>
      </Route>
      <Route path="/settings/sign-in">
        <SettingsPage title={strings.nav["sign-in"]} isOwn>
          <SignInSecurity />
        </SettingsPage>
      </Route>
      <Route path="/settings/password">
        <PasswordPage />
      </Route>
      <Route>
        <Redirect to="/settings/answering" replace />
      </Route>
    </Switch>
  );
}
