import { fails, streamsText, startBotServer } from "#server/bots/testing/fake-bot-server.ts";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { openCustomerSession, type CustomerSession, randomIpAddress } from "../floods/customer-session.ts";
import type { Findings } from "../runner/findings.ts";
import {
  type SwitchboardWithOrganization,
  startSwitchboardWithOrganization,
} from "../support/switchboard-with-organization.ts";
import { waitUntil } from "../support/wait-until.ts";
import { randomUUID } from "node:crypto";
import { botSettingsInput } from "../../e2e/support/bot-settings-input.ts";

const FAILURES = 5;
/** The operator's limit for a day: one long question exceeds it. */
const DAILY_TOKENS = "600";
const LONG = "Please read this carefully. ".repeat(100);

/** A server that fails, or costs too much, is not asked again: customers get people instead. */
export async function tryBotBudget(findings: Findings): Promise<void> {
  findings.plan("budgets used up", 2);
  await using organization = await startSwitchboardWithOrganization({
    env: { RATE_LIMITS: "on", TRUST_PROXY: "1", BOT_DAILY_TOKENS: DAILY_TOKENS },
  });
  await using failing = await startBotServer(fails(500, "no"));
  await connect(organization, failing.url);
  for (let at = 0; at < FAILURES + 3; at += 1) await expectPerson(findings, organization);
  if (failing.requests.length > FAILURES)
    findings.countViolation("overBudget", `a failing server was asked ${failing.requests.length} times`);
  if (failing.requests.length === FAILURES) findings.markDone("budgets used up");

  await using expensive = await startBotServer(streamsText("Yes."));
  await connect(organization, expensive.url);
  await ask(organization, LONG, "answer");
  for (let at = 0; at < 3; at += 1) await expectPerson(findings, organization);
  if (expensive.requests.length > 1)
    findings.countViolation("overBudget", `an expensive server was asked ${expensive.requests.length} times`);
  if (expensive.requests.length === 1) findings.markDone("budgets used up");
}

async function expectPerson(findings: Findings, organization: SwitchboardWithOrganization): Promise<void> {
  await ask(organization, "Hello?", "person").catch((error: unknown) =>
    findings.countViolation("overBudget", String(error)),
  );
}

async function connect({ ana }: SwitchboardWithOrganization, url: string): Promise<void> {
  await ana.api.settings.setChatbot.mutate(
    botSettingsInput({ url, model: "tea-1", instructions: "", timeoutMs: 5_000, usesKnowledge: false }),
  );
}

async function ask(
  { url, widgetKey }: SwitchboardWithOrganization,
  text: string,
  wanted: "answer" | "person",
): Promise<void> {
  const customerSession = await openCustomerSession(url, widgetKey, randomIpAddress());
  const api = apiOf(url, customerSession);
  await api.message.send.mutate({ sessionId: customerSession.sessionId, clientId: randomUUID(), text });
  await waitUntil(`${wanted} for a customer`, async () => {
    const { session } = await api.session.current.query({});
    const answers = session?.talk.entries.filter(
      (entry) => entry.kind === "message" && entry.message.author.kind === "bot",
    );
    return wanted === "answer" ? answers?.length === 1 : session?.talk.holder.kind === "queue";
  });
}

function apiOf(url: string, { address, params }: CustomerSession) {
  return createApiClient(url, {
    "x-forwarded-for": address,
    "x-widget-key": params["widgetKey"] ?? "",
    authorization: `Bearer ${params["token"] ?? ""}`,
  });
}
