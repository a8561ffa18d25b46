import { Link, Redirect, Route, Switch } from "wouter";
import { InboxPage } from "./inbox-page.tsx";
import { SignedIn } from "./shell/signed-in.tsx";
import { words } from "./words.ts";

/** Which page is at which address. */
export function Routes() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/inbox" replace />
      </Route>
      <Route>
        <SignedIn>
          <AtWork />
        </SignedIn>
      </Route>
    </Switch>
  );
}

/** The pages of those who are signed in. */
function AtWork() {
  return (
    <Switch>
      <Route path="/inbox/:customerId?" component={InboxPage} />
      <Route component={NotFound} />
    </Switch>
  );
}

function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-4 p-4">
      <p>{words.shell.notFound}</p>
      <Link href="/inbox" className="text-accent-ink underline">
        {words.shell.toInbox}
      </Link>
    </main>
  );
}
