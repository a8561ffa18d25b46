import { randomUUID } from "node:crypto";
import { type ApiCustomer, openApiCustomer } from "../../e2e/support/api-customer.ts";
import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import {
  type SwitchboardWithOrganization,
  startSwitchboardWithOrganization,
} from "../support/switchboard-with-organization.ts";
import { memoryOf } from "../support/memory-of.ts";
import { waitUntil } from "../support/wait-until.ts";
import { tryBotBudget } from "./try-bot-budget.ts";
import { HALF, type Mode, SERVER_MODES, startMisbehavingBotServer } from "./misbehaving-bot-server.ts";
import type { CustomerState } from "#domain/views/customer-state.ts";
import { botSettingsInput } from "../../e2e/support/bot-settings-input.ts";

const MODES = "modes of a misbehaving server";
const LEAST_MODES = 24;
/** Upper bound for the growth of the server's memory during all modes. */
const MOST_GROWTH_MB = 64;
const TIMEOUT_MS = 5_000;
/** The longest mode shows signs of life for as long as an answer may take, sixty seconds. */
const LONGEST_MS = 75_000;

/**
 * A bot server that misbehaves: each customer gets one answer or one person, and no partial answer without its mark.
 */
export const botAttack: Attack = {
  name: "bot",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: ["wrongOutcomes", "halfAnswers", "twoEnds", "late", "grown", "overBudget"],
  async run(findings) {
    await Promise.all([tryServerModes(findings), tryBotBudget(findings)]);
  },
};

async function tryServerModes(findings: Findings): Promise<void> {
  await using organization = await startSwitchboardWithOrganization();
  await using server = await startMisbehavingBotServer();
  await connect(organization, server.url);
  const before = memoryOf(organization.switchboard.pid());
  findings.plan(MODES, Math.max(LEAST_MODES, SERVER_MODES.length));
  await Promise.all(SERVER_MODES.map((mode) => tryMode(findings, organization, mode)));
  const grown = memoryOf(organization.switchboard.pid()) - before;
  findings.recordFigure("server grown by, MB", grown);
  if (grown > MOST_GROWTH_MB) findings.countViolation("grown", `${grown} MB`);
  for (const { name } of SERVER_MODES) if (!server.asked().includes(name)) findings.plan(`asked: ${name}`, 1);
  await tryUnreachableServers(findings, organization);
}

/** Tries unreachable servers one at a time, because each must be in the settings. */
async function tryUnreachableServers(
  findings: Findings,
  organization: SwitchboardWithOrganization,
): Promise<void> {
  const urls = {
    "is not there": "http://127.0.0.1:9/v1",
    "has no address": "http://nothing.localhost:9/v1",
    "does not speak TLS": `https://127.0.0.1:${organization.switchboard.port + 1}/v1`,
  };
  for (const [name, url] of Object.entries(urls)) {
    findings.plan(MODES, 1);
    await connect(organization, url);
    await tryMode(findings, organization, { name, outcome: "person" });
  }
}

async function connect({ ana }: SwitchboardWithOrganization, url: string): Promise<void> {
  await ana.api.settings.setChatbot.mutate(
    botSettingsInput({ url, model: "tea-1", instructions: "", timeoutMs: TIMEOUT_MS, usesKnowledge: false }),
  );
}

async function tryMode(
  findings: Findings,
  organization: SwitchboardWithOrganization,
  { name, outcome }: Mode,
): Promise<void> {
  const customer = await openApiCustomer(organization.url, organization.widgetKey, "Customer");
  const startedAt = performance.now();
  await customer.send(`The server ${name}.`);
  let outcomes = outcomesOf(await customer.state());
  while (outcomes.length === 0 && performance.now() - startedAt < LONGEST_MS) {
    await Bun.sleep(100);
    outcomes = outcomesOf(await customer.state());
  }
  if (outcomes.length === 0) findings.countViolation("late", `${name}: neither an answer nor a person`);
  if (outcomes.length > 1) findings.countViolation("twoEnds", `${name}: ${outcomes.join(", ")}`);
  const [actual = "nothing"] = outcomes;
  if (outcome !== "either" && actual !== outcome)
    findings.countViolation("wrongOutcomes", `${name}: ${actual}`);
  if (actual === "person") await expectPersonAnswers(customer);
  const { session } = await customer.state();
  const unmarked = session?.talk.entries.filter(
    (entry) => entry.kind !== "message" || !entry.message.stopped,
  );
  if (JSON.stringify(unmarked).includes(HALF)) findings.countViolation("halfAnswers", name);
  findings.markDone(MODES);
}

/** Checks that the chat continues with an agent after a failure. */
async function expectPersonAnswers(customer: ApiCustomer): Promise<void> {
  const { sessionId, api } = customer;
  await api.message.send.mutate({ sessionId, clientId: randomUUID(), text: "And now?" });
  await waitUntil(
    "the chat is with people",
    async () => (await customer.state()).session?.talk.holder.kind !== "bot",
  );
}

/** The outcome of the question: the bot's answers, then the hand-over. */
function outcomesOf({ session }: CustomerState): string[] {
  const entries = session?.talk.entries ?? [];
  const answers = entries.filter(
    (entry) => entry.kind === "message" && entry.message.author.kind === "bot" && !entry.message.stopped,
  );
  const holder = session?.talk.holder.kind;
  return [...answers.map(() => "answer"), ...(holder === "bot" ? [] : ["person"])];
}
