import type { Cookie, Page } from "playwright";
import type { Findings } from "../runner/findings.ts";
import type { Organization } from "../support/organization.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Payload } from "./payloads.ts";
import { inspectPage, textOf } from "./inspect-page.ts";
import type { WatchedBrowser } from "./watched-browser.ts";

/** What the scenes of this attack are played with. */
export interface XssRun {
  company: Organization;
  browser: WatchedBrowser;
  ledger: Findings;
  payloads: readonly Payload[];
}

/** So high that nothing is left undrawn because it is not in sight. */
const TALL = { width: 1440, height: 9000 };

/** The agents' app as Ana has it, at an address in it. */
export async function openAgentApp({ company: { url, ana }, browser }: XssRun, path: string): Promise<Page> {
  const page = await browser.page({ viewport: TALL });
  await page.context().addCookies(cookiesOf(ana.cookie, url));
  await page.goto(`${url}${path}`);
  return page;
}

/** Waits until all of these have been shown, each so often, and looks at what has become of them. */
export async function expectShown(
  run: XssRun,
  page: Page,
  shown: { what: string; payloads: readonly Payload[]; times?: number },
): Promise<void> {
  const { what, payloads, times = 1 } = shown;
  await waitUntil(`${what}, all of them shown`, async () => {
    const text = await textOf(page);
    return payloads.every(({ mark }) => text.split(mark).length > times);
  });
  await inspectPage(page, run.ledger);
  run.ledger.markDone(what, payloads.length);
}

/** What a browser would send, given to one that has not signed in itself. */
function cookiesOf(header: string, url: string): Pick<Cookie, "name" | "value">[] {
  return header.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)), url };
  });
}

/** Every `step`th of them. */
export function everyNth<T>(items: readonly T[], step: number): T[] {
  return items.filter((_, at) => at % step === 0);
}

/** In pieces of `size`. */
export function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
