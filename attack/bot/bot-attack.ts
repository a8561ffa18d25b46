import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { VisitorState } from "#domain/views/team-view.ts";
import { type ApiVisitor, walkIn } from "../../e2e/support/api-client.ts";
import type { Attack } from "../runner/attack.ts";
import type { Ledger } from "../runner/findings.ts";
import { type Company, openCompany } from "../support/organization.ts";
import { until } from "../support/wait-until.ts";
import { tryBudget } from "./bot-budget.ts";
import { HALF, type Mode, SERVER_MODES, startMisbehavingServer } from "./misbehaving-bot-server.ts";

const MODES = "modes of a misbehaving server";
const LEAST_MODES = 24;
/** What the server may have grown by while all of it went on. */
const MOST_GROWTH_MB = 64;
const KILOBYTES_PER_MB = 1024;
const TIMEOUT_MS = 5_000;
/** From the last sign of life that any of them gives, the pause that is waited for is fifteen seconds. */
const LONGEST_MS = 30_000;

/** A chatbot's server that does everything wrong: each customer gets one answer or one person, and nothing half said. */
export const bot: Attack = {
  name: "bot",
  tiers: ["short", "full"],
  isLight: true,
  counters: ["wrongOutcomes", "halfAnswers", "twoEnds", "late", "grown", "overBudget"],
  async run(ledger) {
    await Promise.all([misbehave(ledger), tryBudget(ledger)]);
  },
};

async function misbehave(ledger: Ledger): Promise<void> {
  await using company = await openCompany();
  await using server = await startMisbehavingServer();
  await connect(company, server.url);
  const before = memoryOf(company);
  ledger.plan(MODES, Math.max(LEAST_MODES, SERVER_MODES.length));
  await Promise.all(SERVER_MODES.map((mode) => converse(ledger, company, mode)));
  const grown = memoryOf(company) - before;
  ledger.figure("server grown by, MB", grown);
  if (grown > MOST_GROWTH_MB) ledger.found("grown", `${grown} MB`);
  for (const { name } of SERVER_MODES) if (!server.asked().includes(name)) ledger.plan(`asked: ${name}`, 1);
  await tryLines(ledger, company);
}

/** Servers that cannot even be asked: one after the other, as each needs the settings. */
async function tryLines(ledger: Ledger, company: Company): Promise<void> {
  const lines = {
    "is not there": "http://127.0.0.1:9/v1",
    "has no address": "http://nothing.localhost:9/v1",
    "does not speak TLS": `https://127.0.0.1:${company.switchboard.port + 1}/v1`,
  };
  for (const [name, url] of Object.entries(lines)) {
    ledger.plan(MODES, 1);
    await connect(company, url);
    await converse(ledger, company, { name, outcome: "person" });
  }
}

async function connect({ ana }: Company, url: string): Promise<void> {
  await ana.api.settings.setChatbot.mutate({
    url,
    model: "tea-1",
    instructions: "",
    timeoutMs: TIMEOUT_MS,
    name: "Chatbot",
    usesKnowledge: false,
    token: null,
  });
}

async function converse(ledger: Ledger, company: Company, { name, outcome }: Mode): Promise<void> {
  const visitor = await walkIn(company.url, company.widgetKey, "Customer");
  const startedAt = performance.now();
  await visitor.say(`The server ${name}.`);
  let end = endsOf(await visitor.state());
  while (end.length === 0 && performance.now() - startedAt < LONGEST_MS) {
    await Bun.sleep(100);
    end = endsOf(await visitor.state());
  }
  if (end.length === 0) ledger.found("late", `${name}: neither an answer nor a person`);
  if (end.length > 1) ledger.found("twoEnds", `${name}: ${end.join(", ")}`);
  const [came = "nothing"] = end;
  if (outcome !== "either" && came !== outcome) ledger.found("wrongOutcomes", `${name}: ${came}`);
  if (came === "person") await expectTalking(visitor);
  const { session } = await visitor.state();
  if (JSON.stringify(session?.talk.entries).includes(HALF)) ledger.found("halfAnswers", name);
  ledger.carriedOut(MODES);
}

/** After a failure the chat goes on with people. */
async function expectTalking(visitor: ApiVisitor): Promise<void> {
  const { sessionId, api } = visitor;
  await api.message.send.mutate({ sessionId, clientId: randomUUID(), text: "And now?" });
  await until(
    "the chat is with people",
    async () => (await visitor.state()).session?.talk.holder.kind !== "bot",
  );
}

/** How the question ended: answers and handings over, in order. */
function endsOf({ session }: VisitorState): string[] {
  const entries = session?.talk.entries ?? [];
  const answers = entries.filter((entry) => entry.kind === "message" && entry.message.author.kind === "bot");
  const holder = session?.talk.holder.kind;
  return [...answers.map(() => "answer"), ...(holder === "bot" ? [] : ["person"])];
}

/** What the process holds of the machine's memory; 0 where the system does not tell. */
function memoryOf({ switchboard }: Company): number {
  const file = `/proc/${switchboard.pid()}/status`;
  if (!existsSync(file)) return 0;
  const status = readFileSync(file, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / KILOBYTES_PER_MB;
}
