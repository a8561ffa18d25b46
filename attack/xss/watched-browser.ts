import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import type { Findings } from "../runner/findings.ts";

/** A browser whose pages tell on themselves. */
export interface WatchedBrowser {
  /** A page, in a browser of nobody's yet; `context` keeps what a signed-in one needs. */
  page: (options?: BrowserContextOptions) => Promise<Page>;
}

/** Where pages may send requests. */
export interface OwnOrigins {
  origins: readonly string[];
  /** Where a request, once made, is counted. */
  ledger: Findings;
}

/** Requests that leave no machine. */
const INSIDE = /^(data|blob|about|chrome-error|devtools):/;

/**
 * Watches every page of every frame: code that runs (`executions`), a policy that had to step in (`cspViolations`), and
 * requests to anybody but us (`foreignRequests`), whether or not they were let through.
 */
export function watchBrowser(browser: Browser, { origins, ledger: findings }: OwnOrigins): WatchedBrowser {
  return {
    async page(options = {}) {
      const context = await browser.newContext(options);
      await watch(context, { origins, ledger: findings });
      return await context.newPage();
    },
  };
}

async function watch(context: BrowserContext, { origins, ledger: findings }: OwnOrigins): Promise<void> {
  await context.exposeBinding("attackRan", (_source, what: unknown) =>
    findings.countViolation("executions", String(what)),
  );
  await context.exposeBinding("attackStopped", (_source, what: unknown) =>
    findings.countViolation("cspViolations", String(what)),
  );
  await context.addInitScript(tellTale);
  context.on("dialog", (dialog) => {
    findings.countViolation("executions", `a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    const url = request.url();
    if (!INSIDE.test(url) && !origins.includes(new URL(url).origin))
      findings.countViolation("foreignRequests", url);
  });
}

/** Runs in every frame, before anything else does. */
function tellTale(): void {
  const scope: Record<string, unknown> = Object.assign(globalThis, {});
  const tell = (name: string, what: string) => {
    const binding = scope[name];
    if (typeof binding === "function") binding(what);
  };
  for (const name of ["alert", "confirm", "prompt", "print"])
    scope[name] = () => tell("attackRan", `${name}() in ${location.href}`);
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
    tell("attackStopped", `${effectiveDirective} ${blockedURI} ${sample}`),
  );
}
