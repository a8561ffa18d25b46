import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { type ApiCustomer, openCustomerSession } from "../../e2e/support/api-client.ts";
import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import { type Organization, openOrganization } from "../support/organization.ts";
import { waitUntil } from "../support/wait-until.ts";
import { tryBotBudget } from "./bot-budget.ts";
import { HALF, type Mode, SERVER_MODES, startMisbehavingBotServer } from "./misbehaving-bot-server.ts";
import type { CustomerState } from "#domain/views/customer-state.ts";
import { botForm } from "../../e2e/support/bot-form.ts";

const MODES = "modes of a misbehaving server";
const LEAST_MODES = 24;
/** What the server may have grown by while all of it went on. */
const MOST_GROWTH_MB = 64;
const KILOBYTES_PER_MB = 1024;
const TIMEOUT_MS = 5_000;
/** From the last sign of life that any of them gives, the pause that is waited for is fifteen seconds. */
const LONGEST_MS = 30_000;

/** A chatbot's server that does everything wrong: each customer gets one answer or one person, and nothing half said. */
export const botAttack: Attack = {
  name: "bot",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: ["wrongOutcomes", "halfAnswers", "twoEnds", "late", "grown", "overBudget"],
  async run(findings) {
    await Promise.all([misbehave(findings), tryBotBudget(findings)]);
  },
};

async function misbehave(findings: Findings): Promise<void> {
  await using organization = await openOrganization();
  await using server = await startMisbehavingBotServer();
  await connect(organization, server.url);
  const before = memoryOf(organization);
  findings.plan(MODES, Math.max(LEAST_MODES, SERVER_MODES.length));
  await Promise.all(SERVER_MODES.map((mode) => converse(findings, organization, mode)));
  const grown = memoryOf(organization) - before;
  findings.recordFigure("server grown by, MB", grown);
  if (grown > MOST_GROWTH_MB) findings.countViolation("grown", `${grown} MB`);
  for (const { name } of SERVER_MODES) if (!server.asked().includes(name)) findings.plan(`asked: ${name}`, 1);
  await tryLines(findings, organization);
}

/** Servers that cannot even be asked: one after the other, as each needs the settings. */
async function tryLines(findings: Findings, organization: Organization): Promise<void> {
  const lines = {
    "is not there": "http://127.0.0.1:9/v1",
    "has no address": "http://nothing.localhost:9/v1",
    "does not speak TLS": `https://127.0.0.1:${organization.switchboard.port + 1}/v1`,
  };
  for (const [name, url] of Object.entries(lines)) {
    findings.plan(MODES, 1);
    await connect(organization, url);
    await converse(findings, organization, { name, outcome: "person" });
  }
}

async function connect({ ana }: Organization, url: string): Promise<void> {
  await ana.api.settings.setChatbot.mutate(
    botForm({ url, model: "tea-1", instructions: "", timeoutMs: TIMEOUT_MS, usesKnowledge: false }),
  );
}

async function converse(
  findings: Findings,
  organization: Organization,
  { name, outcome }: Mode,
): Promise<void> {
  const customer = await openCustomerSession(organization.url, organization.widgetKey, "Customer");
  const startedAt = performance.now();
  await customer.send(`The server ${name}.`);
  let end = endsOf(await customer.state());
  while (end.length === 0 && performance.now() - startedAt < LONGEST_MS) {
    await Bun.sleep(100);
    end = endsOf(await customer.state());
  }
  if (end.length === 0) findings.countViolation("late", `${name}: neither an answer nor a person`);
  if (end.length > 1) findings.countViolation("twoEnds", `${name}: ${end.join(", ")}`);
  const [came = "nothing"] = end;
  if (outcome !== "either" && came !== outcome) findings.countViolation("wrongOutcomes", `${name}: ${came}`);
  if (came === "person") await expectTalking(customer);
  const { session } = await customer.state();
  if (JSON.stringify(session?.talk.entries).includes(HALF)) findings.countViolation("halfAnswers", name);
  findings.markDone(MODES);
}

/** After a failure the chat goes on with people. */
async function expectTalking(customer: ApiCustomer): Promise<void> {
  const { sessionId, api } = customer;
  await api.message.send.mutate({ sessionId, clientId: randomUUID(), text: "And now?" });
  await waitUntil(
    "the chat is with people",
    async () => (await customer.state()).session?.talk.holder.kind !== "bot",
  );
}

/** How the question ended: answers and handings over, in order. */
function endsOf({ session }: CustomerState): string[] {
  const entries = session?.talk.entries ?? [];
  const answers = entries.filter((entry) => entry.kind === "message" && entry.message.author.kind === "bot");
  const holder = session?.talk.holder.kind;
  return [...answers.map(() => "answer"), ...(holder === "bot" ? [] : ["person"])];
}

/** What the process holds of the machine's memory; 0 where the system does not tell. */
function memoryOf({ switchboard }: Organization): number {
  const file = `/proc/${switchboard.pid()}/status`;
  if (!existsSync(file)) return 0;
  const status = readFileSync(file, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / KILOBYTES_PER_MB;
}
