import { type BotServer, redirectsTo, speaks, startBotServer } from "#server/bots/testing/fake-bot-server.ts";
import { INNER, LOOPBACK, NAMES } from "../../test/forbidden-addresses.ts";
import type { Ledger } from "../runner/findings.ts";
import { serveNames } from "./fake-dns-server.ts";
import { CANARY_TOKEN, openTenant, type Tenant } from "./hosted-organization.ts";
import { type Hit, setTraps } from "./connection-traps.ts";
import { PUBLIC_ADDRESS } from "./isolated-network-addresses.ts";

export const COUNTERS = ["forbiddenHits", "leakedTokens", "wrongOutcomes", "allowedFailed", "tokensInLog"];
const LEAST_SPELLINGS = 90;
const TRIED = "addresses tested and saved";
const CALLED = "addresses called for a customer";
const REDIRECTED = "redirections not followed";
const REFUSED = /^(blocked|unreachable|malformed)$/;
const EVERYWHERE = [...LOOPBACK, ...INNER, ...NAMES];

/** How far one may go: everywhere, in a network that leads nowhere; or only where this machine is meant. */
export type Reach = "network" | "machine";

/** Forbidden addresses as a company's chatbot: tested, stored, called for a customer, and reached by redirection. */
export async function tryAddresses(ledger: Ledger, reach: Reach): Promise<void> {
  await using names = reach === "network" ? await serveNames() : null;
  await using traps = await setTraps(reach === "network" ? undefined : [0, 0]);
  await using allowed = await startBotServer(speaks("Hello from where it is allowed."));
  await using second = await startBotServer(speaks("And from the other."));
  await using tenant = await openTenant([allowed.origin, second.origin]);
  const hosts = reach === "network" ? EVERYWHERE : LOOPBACK;
  if (reach === "network") {
    ledger.plan("spellings of forbidden addresses", LEAST_SPELLINGS);
    ledger.carriedOut("spellings of forbidden addresses", hosts.length);
  }
  ledger.plan(TRIED, hosts.length);
  ledger.plan(CALLED, hosts.length);
  await expectAllowed(ledger, tenant, allowed);
  for (const host of hosts) await tryHost(ledger, tenant, host, traps.ports);
  await redirect(ledger, tenant, allowed, traps.ports[0] ?? 0);
  await moveToken(ledger, tenant, allowed, second);
  await expectAllowed(ledger, tenant, allowed);
  count(ledger, traps.hits());
  if (tenant.printed().includes(CANARY_TOKEN)) ledger.found("tokensInLog", "the token is in the log");
  if (names !== null) ledger.figure("names asked for", names.asked());
}

/** An address as it would be typed, on the port of its scheme and on those of the traps. */
function urlsOf(host: string, ports: readonly number[]): string[] {
  return [`https://${host}/v1`, `http://${host}/v1`, ...ports.map((port) => `http://${host}:${port}/v1`)];
}

async function tryHost(
  ledger: Ledger,
  tenant: Tenant,
  host: string,
  ports: readonly number[],
): Promise<void> {
  const urls = urlsOf(host, ports);
  for (const url of urls) {
    const outcomes = await tenant.test(url);
    if (!outcomes.some((outcome) => REFUSED.test(outcome)))
      ledger.found("wrongOutcomes", `test of ${url}: ${outcomes.join(" ")}`);
  }
  ledger.carriedOut(TRIED);
  const stored: string[] = [];
  for (const url of urls) {
    if (!(await tenant.save(url))) continue;
    stored.push(url);
    const answer = await tenant.ask();
    if (answer !== "failed") ledger.found("wrongOutcomes", `${url} answered a customer: ${answer}`);
    // Each customer is a session; more than two of one host are no more telling.
    if (stored.length === 2) break;
  }
  ledger.carriedOut(CALLED);
}

/** The guard must not be a wall: what the operator lists is called, with its token. */
async function expectAllowed(ledger: Ledger, tenant: Tenant, allowed: BotServer): Promise<void> {
  const what = "calls of the allowed address";
  ledger.plan(what, 1);
  allowed.follow(speaks("Hello from where it is allowed."));
  const before = allowed.requests.length;
  const isSaved = await tenant.save(allowed.url);
  const answer = await tenant.ask();
  const heard = allowed.requests.slice(before);
  const hasToken = heard.some(({ headers }) => headers["authorization"] === `Bearer ${CANARY_TOKEN}`);
  if (!isSaved || answer !== "Hello from where it is allowed." || !hasToken)
    ledger.found("allowedFailed", `saved ${isSaved}, token sent ${hasToken}, answered: ${answer}`);
  ledger.carriedOut(what);
}

const STATUSES = [301, 302, 303, 307, 308];

/** The allowed server sends us on to where we may not go. */
async function redirect(ledger: Ledger, tenant: Tenant, allowed: BotServer, port: number): Promise<void> {
  const targets = [
    `http://127.0.0.1:${port}/v1/chat/completions`,
    `//127.0.0.1:${port}/`,
    `http://[::1]:${port}/`,
    `https://${PUBLIC_ADDRESS}/`,
    "file:///etc/passwd",
  ];
  ledger.plan(REDIRECTED, targets.length * STATUSES.length);
  await tenant.save(allowed.url);
  for (const target of targets)
    for (const status of STATUSES) {
      allowed.follow(redirectsTo(target, status));
      const outcomes = await tenant.test(allowed.url);
      if (!outcomes.includes("redirected"))
        ledger.found("wrongOutcomes", `${status} to ${target}: ${outcomes.join(" ")}`);
      if (status === 302 || status === 307) {
        const answer = await tenant.ask();
        if (answer !== "failed") ledger.found("wrongOutcomes", `${status} to ${target} answered: ${answer}`);
      }
      ledger.carriedOut(REDIRECTED);
    }
}

/** An admin who does not know the token points it at a server of their own: it must have been forgotten. */
async function moveToken(ledger: Ledger, tenant: Tenant, from: BotServer, to: BotServer): Promise<void> {
  ledger.plan("stored tokens moved", 1);
  from.follow(speaks("Hello from where it is allowed."));
  await tenant.save(from.url);
  await tenant.save(to.url, null);
  await tenant.ask();
  const leaks = to.requests.filter(({ headers }) => headers["authorization"] !== undefined);
  for (const { headers } of leaks) ledger.found("leakedTokens", String(headers["authorization"]));
  ledger.carriedOut("stored tokens moved", to.requests.length > 0 ? 1 : 0);
}

function count(ledger: Ledger, hits: readonly Hit[]): void {
  // A name may change its mind to a public address, which may be called; the others never.
  for (const { to, sent } of hits) {
    if (!to.includes(PUBLIC_ADDRESS)) ledger.found("forbiddenHits", to);
    if (sent.includes(CANARY_TOKEN)) ledger.found("leakedTokens", to);
  }
  ledger.figure("calls of the public address", hits.filter(({ to }) => to.includes(PUBLIC_ADDRESS)).length);
}
