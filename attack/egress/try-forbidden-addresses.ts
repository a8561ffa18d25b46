import {
  type BotServer,
  redirectsTo,
  streamsText,
  startBotServer,
} from "#server/bots/testing/fake-bot-server.ts";
import { PRIVATE_ADDRESSES, LOOPBACK_ADDRESSES, PRIVATE_HOST_NAMES } from "../../test/forbidden-addresses.ts";
import type { Findings } from "../runner/findings.ts";
import { startFakeDnsServer } from "./fake-dns-server.ts";
import { CANARY_TOKEN, openHostedOrganization, type HostedOrganization } from "./hosted-organization.ts";
import { type Hit, openConnectionTraps } from "./connection-traps.ts";
import { PUBLIC_ADDRESS } from "./isolated-network-addresses.ts";

export const COUNTERS = ["forbiddenHits", "leakedTokens", "wrongOutcomes", "allowedFailed", "tokensInLog"];
const LEAST_SPELLINGS = 90;
const TRIED = "addresses tested and saved";
const CALLED = "addresses called for a customer";
const REDIRECTED = "redirections not followed";
const REFUSED = /^(blocked|unreachable|malformed)$/;
const EVERYWHERE = [...LOOPBACK_ADDRESSES, ...PRIVATE_ADDRESSES, ...PRIVATE_HOST_NAMES];

/** Which addresses are tried: in an isolated network all of them, otherwise only this machine's own. */
export type Reach = "network" | "machine";

/**
 * Sets each forbidden address as an organization's bot endpoint and checks that the server never calls it: in the
 * connection test, from stored settings for a customer's question, or by redirect.
 */
export async function tryForbiddenAddresses(findings: Findings, reach: Reach): Promise<void> {
  await using names = reach === "network" ? await startFakeDnsServer() : null;
  await using traps = await openConnectionTraps(reach === "network" ? undefined : [0, 0]);
  await using allowed = await startBotServer(streamsText("Hello from where it is allowed."));
  await using second = await startBotServer(streamsText("And from the other."));
  await using tenant = await openHostedOrganization([allowed.origin, second.origin]);
  const hosts = reach === "network" ? EVERYWHERE : LOOPBACK_ADDRESSES;
  if (reach === "network") {
    findings.plan("spellings of forbidden addresses", LEAST_SPELLINGS);
    findings.markDone("spellings of forbidden addresses", hosts.length);
  }
  findings.plan(TRIED, hosts.length);
  findings.plan(CALLED, hosts.length);
  await expectAllowed(findings, tenant, allowed);
  for (const host of hosts) await tryHost(findings, tenant, host, traps.ports);
  await redirect(findings, tenant, allowed, traps.ports[0] ?? 0);
  await moveToken(findings, tenant, allowed, second);
  await expectAllowed(findings, tenant, allowed);
  countHits(findings, traps.hits());
  if (tenant.printed().includes(CANARY_TOKEN))
    findings.countViolation("tokensInLog", "the token is in the log");
  if (names !== null) findings.recordFigure("names asked for", names.asked());
}

/** The URLs for a host, on the default ports and on those of the traps. */
function urlsOf(host: string, ports: readonly number[]): string[] {
  return [`https://${host}/v1`, `http://${host}/v1`, ...ports.map((port) => `http://${host}:${port}/v1`)];
}

async function tryHost(
  findings: Findings,
  tenant: HostedOrganization,
  host: string,
  ports: readonly number[],
): Promise<void> {
  const urls = urlsOf(host, ports);
  for (const url of urls) {
    const outcomes = await tenant.test(url);
    if (!outcomes.some((outcome) => REFUSED.test(outcome)))
      findings.countViolation("wrongOutcomes", `test of ${url}: ${outcomes.join(" ")}`);
  }
  findings.markDone(TRIED);
  const stored: string[] = [];
  for (const url of urls) {
    if (!(await tenant.save(url))) continue;
    stored.push(url);
    const answer = await tenant.ask();
    if (answer !== "failed")
      findings.countViolation("wrongOutcomes", `${url} answered a customer: ${answer}`);
    // Two per host are enough: each customer takes a session, and more would prove nothing new.
    if (stored.length === 2) break;
  }
  findings.markDone(CALLED);
}

/** Checks that an address the operator allows is still called, with its token. */
async function expectAllowed(
  findings: Findings,
  tenant: HostedOrganization,
  allowed: BotServer,
): Promise<void> {
  const what = "calls of the allowed address";
  findings.plan(what, 1);
  allowed.follow(streamsText("Hello from where it is allowed."));
  const before = allowed.requests.length;
  const isSaved = await tenant.save(allowed.url);
  const answer = await tenant.ask();
  const received = allowed.requests.slice(before);
  const hasToken = received.some(({ headers }) => headers["authorization"] === `Bearer ${CANARY_TOKEN}`);
  if (!isSaved || answer !== "Hello from where it is allowed." || !hasToken)
    findings.countViolation("allowedFailed", `saved ${isSaved}, token sent ${hasToken}, answered: ${answer}`);
  findings.markDone(what);
}

const STATUSES = [301, 302, 303, 307, 308];

/** Checks that redirects from the allowed server to forbidden addresses are not followed. */
async function redirect(
  findings: Findings,
  tenant: HostedOrganization,
  allowed: BotServer,
  port: number,
): Promise<void> {
  const targets = [
    `http://127.0.0.1:${port}/v1/chat/completions`,
    `//127.0.0.1:${port}/`,
    `http://[::1]:${port}/`,
    `https://${PUBLIC_ADDRESS}/`,
    "file:///etc/passwd",
  ];
  findings.plan(REDIRECTED, targets.length * STATUSES.length);
  await tenant.save(allowed.url);
  for (const target of targets)
    for (const status of STATUSES) {
      allowed.follow(redirectsTo(target, status));
      const outcomes = await tenant.test(allowed.url);
      if (!outcomes.includes("redirected"))
        findings.countViolation("wrongOutcomes", `${status} to ${target}: ${outcomes.join(" ")}`);
      if (status === 302 || status === 307) {
        const answer = await tenant.ask();
        if (answer !== "failed")
          findings.countViolation("wrongOutcomes", `${status} to ${target} answered: ${answer}`);
      }
      findings.markDone(REDIRECTED);
    }
}

/** Checks that the token is not sent to an admin who does not know it and changes the address to their own server. */
async function moveToken(
  findings: Findings,
  tenant: HostedOrganization,
  from: BotServer,
  to: BotServer,
): Promise<void> {
  findings.plan("stored tokens moved", 1);
  from.follow(streamsText("Hello from where it is allowed."));
  await tenant.save(from.url);
  await tenant.save(to.url, null);
  await tenant.ask();
  const leaks = to.requests.filter(({ headers }) => headers["authorization"] !== undefined);
  for (const { headers } of leaks) findings.countViolation("leakedTokens", String(headers["authorization"]));
  findings.markDone("stored tokens moved", to.requests.length > 0 ? 1 : 0);
}

function countHits(findings: Findings, hits: readonly Hit[]): void {
  // A name may resolve to the public address, which may be called. No other address may be.
  for (const { to, sent } of hits) {
    if (!to.includes(PUBLIC_ADDRESS)) findings.countViolation("forbiddenHits", to);
    if (sent.includes(CANARY_TOKEN)) findings.countViolation("leakedTokens", to);
  }
  findings.recordFigure(
    "calls of the public address",
    hits.filter(({ to }) => to.includes(PUBLIC_ADDRESS)).length,
  );
}
