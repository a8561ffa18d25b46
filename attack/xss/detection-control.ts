import type { Browser } from "playwright";
import { Findings } from "../runner/findings.ts";
import type { ForeignServer } from "../support/foreign-server.ts";
import { waitUntil } from "../support/wait-until.ts";
import { findInjectedMarkup } from "./find-injected-markup.ts";
import { watchBrowser } from "./watched-browser.ts";

const WHAT = "kinds of harm noticed on a page that has none of our guards";
const COUNTERS = ["executions", "foreignRequests", "cspViolations", "foreignMarkup", "wickedLinks"];

/**
 * Opens a page that inserts a text as HTML. Every check must find something here; otherwise finding nothing elsewhere
 * proves nothing.
 */
export async function proveDetection(
  chromium: Browser,
  findings: Findings,
  elsewhere: ForeignServer,
): Promise<void> {
  findings.plan(WHAT, COUNTERS.length);
  const seen = new Findings(COUNTERS);
  const page = await watchBrowser(chromium, { origins: [], findings: seen }).page();
  const html = `<head><meta http-equiv=content-security-policy content="font-src 'none'">
    <style>@font-face{font-family:x;src:url(${elsewhere.origin}/font)}</style></head><body onload=1>
    <p style="font-family:x">x</p><img src=data:, onerror=alert(1)><img src=${elsewhere.origin}/x>
    <a href="javascript:alert(1)">x</a></body>`;
  await page.goto(`data:text/html,${encodeURIComponent(html)}`);
  await waitUntil("every check finds something in the control page", async () => {
    await findInjectedMarkup(page, seen);
    return COUNTERS.every((name) => (seen.counters()[name] ?? 0) > 0);
  });
  findings.markDone(WHAT, COUNTERS.length);
  await page.context().close();
}
