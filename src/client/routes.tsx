import { Link, Redirect, Route, Switch } from "wouter";
import { SignedIn } from "./shell/signed-in.tsx";
import { Shell } from "./shell/shell.tsx";
import { words } from "./words.ts";

/** Which page is at which address. */
export function Routes() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/inbox" replace />
      </Route>
      <Route path="/inbox/:customerId?">
        <SignedIn>
          <Shell>{null}</Shell>
        </SignedIn>
      </Route>
      <Route>
        <NotFound />
      </Route>
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
