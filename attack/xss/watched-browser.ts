import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import type { Findings } from "../runner/findings.ts";

/** A browser whose pages report violations. */
export interface WatchedBrowser {
  /** Opens a page in a new browser context. */
  page: (options?: BrowserContextOptions) => Promise<Page>;
}

/** Options of a watched browser. */
export interface OwnOrigins {
  origins: readonly string[];
  /** The findings in which violations are counted. */
  findings: Findings;
}

/** Schemes of requests that do not use the network. */
const LOCAL = /^(data|blob|about|chrome-error|devtools):/;

/**
 * Watches every frame of every page for code that runs (`executions`), violations of the security policy
 * (`cspViolations`), and requests to other servers (`foreignRequests`), blocked or not.
 */
export function watchBrowser(browser: Browser, { origins, findings }: OwnOrigins): WatchedBrowser {
  return {
    async page(options = {}) {
      const context = await browser.newContext(options);
      await watch(context, { origins, findings });
      return await context.newPage();
    },
  };
}

async function watch(context: BrowserContext, { origins, findings }: OwnOrigins): Promise<void> {
  await context.exposeBinding("attackRan", (_source, what: unknown) =>
    findings.countViolation("executions", String(what)),
  );
  await context.exposeBinding("attackStopped", (_source, what: unknown) =>
    findings.countViolation("cspViolations", String(what)),
  );
  await context.addInitScript(reportViolations);
  context.on("dialog", (dialog) => {
    findings.countViolation("executions", `a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    const url = request.url();
    if (!LOCAL.test(url) && !origins.includes(new URL(url).origin))
      findings.countViolation("foreignRequests", url);
  });
}

/** Reports violations from inside a frame. Runs before anything else in it. */
function reportViolations(): void {
  const scope: Record<string, unknown> = Object.assign(globalThis, {});
  const report = (name: string, what: string) => {
    const binding = scope[name];
    if (typeof binding === "function") binding(what);
  };
  for (const name of ["alert", "confirm", "prompt", "print"])
    scope[name] = () => report("attackRan", `${name}() in ${location.href}`);
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
    report("attackStopped", `${effectiveDirective} ${blockedURI} ${sample}`),
  );
}
