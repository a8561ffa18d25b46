import { lazy, Suspense } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { ExportDownloadsPanel } from "../customer-data/export-downloads-panel.tsx";
import { AuthCard } from "../features/sign-in/auth-card.tsx";
import { InboxPage } from "./inbox-page.tsx";
import { RequireSignIn } from "./shell/require-sign-in.tsx";
import { signOut } from "./shell/sign-out.ts";
import { ToCompany } from "./shell/to-company.tsx";
import { Shell } from "./shell/shell.tsx";
import { strings } from "../strings.ts";

const SignInPage = lazy(async () => ({
  default: (await import("../features/sign-in/sign-in-page.tsx")).SignInPage,
}));
const SetUpPage = lazy(async () => ({
  default: (await import("../features/sign-in/set-up-page.tsx")).SetUpPage,
}));
const JoinPage = lazy(async () => ({
  default: (await import("../features/sign-in/join-page.tsx")).JoinPage,
}));
const ResetPasswordPage = lazy(async () => ({
  default: (await import("../features/sign-in/reset-password-page.tsx")).ResetPasswordPage,
}));
const SettingsRoutes = lazy(async () => ({
  default: (await import("./settings-routes.tsx")).SettingsRoutes,
}));

/** Maps paths to pages. */
export function Routes() {
  return (
    <Suspense>
      <Switch>
        <Route path="/login" component={SignInPage} />
        <Route path="/setup" component={SetUpPage} />
        <Route path="/reset" component={ResetPasswordPage} />
        <Route path="/invite/:token">
          {({ token }) => <JoinPage token={token} signOut={() => void signOut(location.pathname)} />}
        </Route>
        <Route path="/c/:company" nest>
          <RequireSignIn>
            <SignedInRoutes />
            <ExportDownloadsPanel />
          </RequireSignIn>
        </Route>
        <Route>
          <WithoutCompany />
        </Route>
      </Switch>
    </Suspense>
  );
}

/** Addresses that name no company, such as bookmarks of earlier versions. */
function WithoutCompany() {
  const [path] = useLocation();
  return <ToCompany page={path === "/" ? "/inbox" : path} />;
}

/** The pages for signed-in members. */
function SignedInRoutes() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/inbox" replace />
      </Route>
      <Route path="/inbox/:customerId?" component={InboxPage} />
      <Route path="/settings/:page?">
        <Shell>
          <Suspense>
            <SettingsRoutes />
          </Suspense>
        </Shell>
      </Route>
      <Route component={NotFound} />
    </Switch>
  );
}

function NotFound() {
  return (
    <AuthCard title={strings.shell.notFound}>
      <Link href="/inbox" className="text-14 font-semibold text-accent-ink underline">
        {strings.shell.toInbox}
      </Link>
    </AuthCard>
  );
}
