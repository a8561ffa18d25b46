import { fails, speaks, startBotServer } from "#server/bots/testing/fake-bot-server.ts";
import { clientOf } from "../../e2e/support/api-client.ts";
import { comeIn, type Guest, someAddress } from "../floods/customer-session.ts";
import type { Ledger } from "../runner/findings.ts";
import { type Company, openCompany } from "../support/organization.ts";
import { until } from "../support/wait-until.ts";
import { randomUUID } from "node:crypto";

const FAILURES = 5;
/** The operator's bound for a day: one long question is more. */
const DAILY_TOKENS = "600";
const LONG = "Please read this carefully. ".repeat(100);

/** A server that fails is left alone, and one that costs too much is asked no more: customers get people instead. */
export async function tryBudget(ledger: Ledger): Promise<void> {
  ledger.plan("budgets used up", 2);
  await using company = await openCompany({
    env: { RATE_LIMITS: "on", TRUST_PROXY: "1", BOT_DAILY_TOKENS: DAILY_TOKENS },
  });
  await using failing = await startBotServer(fails(500, "no"));
  await connect(company, failing.url);
  for (let at = 0; at < FAILURES + 3; at += 1) await expectPerson(ledger, company);
  if (failing.requests.length > FAILURES)
    ledger.found("overBudget", `a failing server was asked ${failing.requests.length} times`);
  if (failing.requests.length === FAILURES) ledger.carriedOut("budgets used up");

  await using dear = await startBotServer(speaks("Yes."));
  await connect(company, dear.url);
  await ask(company, LONG, "answer");
  for (let at = 0; at < 3; at += 1) await expectPerson(ledger, company);
  if (dear.requests.length > 1)
    ledger.found("overBudget", `a dear server was asked ${dear.requests.length} times`);
  if (dear.requests.length === 1) ledger.carriedOut("budgets used up");
}

async function expectPerson(ledger: Ledger, company: Company): Promise<void> {
  await ask(company, "Hello?", "person").catch((error: unknown) => ledger.found("overBudget", String(error)));
}

async function connect({ ana }: Company, url: string): Promise<void> {
  await ana.api.settings.setChatbot.mutate({
    url,
    model: "tea-1",
    instructions: "",
    timeoutMs: 5_000,
    name: "Chatbot",
    usesKnowledge: false,
    token: null,
  });
}

async function ask({ url, widgetKey }: Company, text: string, wanted: "answer" | "person"): Promise<void> {
  const guest = await comeIn(url, widgetKey, someAddress());
  const api = apiOf(url, guest);
  await api.message.send.mutate({ sessionId: guest.sessionId, clientId: randomUUID(), text });
  await until(`${wanted} for a customer`, async () => {
    const { session } = await api.session.current.query({});
    const answers = session?.talk.entries.filter(
      (entry) => entry.kind === "message" && entry.message.author.kind === "bot",
    );
    return wanted === "answer" ? answers?.length === 1 : session?.talk.holder.kind === "queue";
  });
}

function apiOf(url: string, { address, params }: Guest) {
  return clientOf(url, {
    "x-forwarded-for": address,
    "x-widget-key": params["widgetKey"] ?? "",
    authorization: `Bearer ${params["token"] ?? ""}`,
  });
}
