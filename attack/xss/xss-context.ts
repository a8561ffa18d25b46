import type { Cookie, Page } from "playwright";
import type { Findings } from "../runner/findings.ts";
import type { SwitchboardWithOrganization } from "../support/switchboard-with-organization.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Payload } from "./payloads.ts";
import { findInjectedMarkup, textOf } from "./find-injected-markup.ts";
import type { WatchedBrowser } from "./watched-browser.ts";

/** The context shared by the scenarios of this attack. */
export interface XssContext {
  organization: SwitchboardWithOrganization;
  browser: WatchedBrowser;
  findings: Findings;
  payloads: readonly Payload[];
}

/** A viewport tall enough for virtual lists to render everything. */
const TALL = { width: 1440, height: 9000 };

/** Opens the agents' app at a path, signed in as Ana. */
export async function openAgentApp(
  { organization: { url, ana }, browser }: XssContext,
  path: string,
): Promise<Page> {
  const page = await browser.page({ viewport: TALL });
  await page.context().addCookies(cookiesOf(ana.cookie, url));
  await page.goto(`${url}${path}`);
  return page;
}

/** Waits until all payloads are shown, each `times` times, and inspects the page. */
export async function expectShown(
  run: XssContext,
  page: Page,
  shown: { what: string; payloads: readonly Payload[]; times?: number },
): Promise<void> {
  const { what, payloads, times = 1 } = shown;
  await waitUntil(`${what}, all of them shown`, async () => {
    const text = await textOf(page);
    return payloads.every(({ mark }) => text.split(mark).length > times);
  });
  await findInjectedMarkup(page, run.findings);
  run.findings.markDone(what, payloads.length);
}

/** Parses a `Cookie` header into cookies for a browser context, which is then signed in without the form. */
function cookiesOf(header: string, url: string): Pick<Cookie, "name" | "value">[] {
  return header.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)), url };
  });
}

/** Every `step`th item. */
export function everyNth<T>(items: readonly T[], step: number): T[] {
  return items.filter((_, at) => at % step === 0);
}

/** Splits a list into groups of `size` items. */
export function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
