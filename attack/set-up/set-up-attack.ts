import { randomBytes } from "node:crypto";
import type { SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";
import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import {
  createSharedDatabase,
  ENGINES,
  type EngineName,
  type SharedDatabase,
} from "../support/shared-database.ts";
import { type Founder, newFounder, signInThoseWhoCan, tokenOf, tryLink } from "./use-link.ts";

/** How often each link is used at once, at each process. */
const COPIES = 2;
const IN_USE = /^Switchboard cannot start: DATA_DIR: The database \S+ is in use by another process\. [^\n]+$/;
const STARTS = "starts of two processes at once";
const RACES = "links used at once";
const SPENT = "links that were spent";

/**
 * Sets companies up with SETUP_TOKEN and the printed links, again after the last company was erased. Two processes
 * start at once: both on Postgres, one on SQLite. Of all links that are used at once, one founds a company.
 */
export const setUpAttack: Attack = {
  name: "set-up",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: ["failedStarts", "secondProcesses", "wrongRefusals", "companies"],
  run: async (findings) => void (await Promise.all(ENGINES.map((engine) => attackSetUp(findings, engine)))),
};

/** The state of the attack on one database. */
interface Target {
  findings: Findings;
  engine: EngineName;
  database: SharedDatabase;
  /** Tokens that were used, or that ended when another was: they must open nothing more. */
  spentTokens: string[];
  founders: Founder[];
}

async function attackSetUp(findings: Findings, engine: EngineName): Promise<void> {
  using database = await createSharedDatabase(engine);
  const target: Target = { findings, engine, database, spentTokens: [], founders: [] };
  const [used, unused] = [newToken(), newToken()];
  // SETUP_TOKEN founds the first company. After it was erased, the same token founds none, and another may.
  await foundOneCompany(target, { setupToken: used, choose: () => [used], isErased: true });
  await foundOneCompany(target, { setupToken: used, choose: (printed) => printed, isErased: true });
  const choose = (printed: readonly string[]) => [unused, ...printed];
  await foundOneCompany(target, { setupToken: unused, choose, isErased: false });
  await startWithCompany(target, unused);
}

/** Starts two processes at once. Where one is refused, it exits with one line that says why. */
async function startTwo({ findings, engine, database }: Target, setupToken: string) {
  findings.plan(STARTS, 1);
  const env = { SETUP_TOKEN: setupToken };
  const starts = await Promise.all([database.start(env), database.start(env)]);
  findings.markDone(STARTS);
  const processes = starts.flatMap((start) => ("process" in start ? [start.process] : []));
  const refusals = starts.flatMap((start) => ("refusal" in start ? [start.refusal] : []));
  const expected = engine === "Postgres" ? 2 : 1;
  if (processes.length < expected)
    findings.countViolation("failedStarts", `${engine}: ${refusals.join(" / ")}`);
  if (processes.length > expected) findings.countViolation("secondProcesses", `${engine}: both started`);
  for (const refusal of refusals.slice(0, engine === "SQLite" ? 1 : 0))
    if (!IN_USE.test(refusal)) findings.countViolation("secondProcesses", `${engine}: ${refusal}`);
  const [process] = processes;
  if (process === undefined) throw new Error(`${engine}: no process has started`);
  return {
    process,
    processes,
    async [Symbol.asyncDispose]() {
      for (const one of processes) await one[Symbol.asyncDispose]();
    },
  };
}

/** One round: which tokens are used, and whether the company they found is erased in the end. */
interface Round {
  setupToken: string;
  choose: (printed: readonly string[]) => readonly string[];
  isErased: boolean;
}

/** Has many people use each of the tokens at once, at every process. Exactly one of them founds a company. */
async function foundOneCompany(target: Target, { setupToken, choose, isErased }: Round): Promise<void> {
  const { findings, engine, spentTokens, founders } = target;
  await using started = await startTwo(target, setupToken);
  const { processes, process } = started;
  await checkSpentTokens(target, process);
  const tokens = choose(processes.map((one) => tokenOf(one.setUpLink())));
  const tries = processes.flatMap(({ url }) =>
    tokens.flatMap((token) => Array.from({ length: COPIES }, () => ({ url, token, founder: newFounder() }))),
  );
  findings.plan(RACES, tries.length);
  const outcomes = await Promise.all(tries.map(({ url, token, founder }) => tryLink(url, token, founder)));
  findings.markDone(RACES, outcomes.length);
  for (const outcome of outcomes)
    if (outcome !== null && outcome !== "setup-unknown")
      findings.countViolation("wrongRefusals", `${engine}: ${outcome}`);
  spentTokens.push(...tokens);
  founders.push(...tries.map(({ founder }) => founder));
  const told = outcomes.filter((outcome) => outcome === null).length;
  const members = await signInThoseWhoCan(process.url, founders);
  if (told !== 1 || members.length !== 1)
    findings.countViolation(
      "companies",
      `${engine}: ${told} were told they have one, ${members.length} sign in`,
    );
  if (!isErased) return;
  for (const { api, companyName } of members) await api.privacy.eraseCompany.mutate({ name: companyName });
}

/** Starts with a company: no link is printed, and none opens. */
async function startWithCompany(target: Target, setupToken: string): Promise<void> {
  await using started = await startTwo(target, setupToken);
  await checkSpentTokens(target, started.process);
  if (started.processes.some((one) => one.printed().includes("/setup?token=")))
    target.findings.countViolation("companies", `${target.engine}: a link was printed beside a company`);
}

async function checkSpentTokens(
  { findings, engine, spentTokens }: Target,
  { url }: SwitchboardProcess,
): Promise<void> {
  findings.plan(SPENT, spentTokens.length);
  for (const token of spentTokens) {
    const outcome = await tryLink(url, token, newFounder());
    if (outcome !== "setup-unknown")
      findings.countViolation(outcome === null ? "companies" : "wrongRefusals", `${engine}: ${outcome}`);
    findings.markDone(SPENT);
  }
}

function newToken(): string {
  return randomBytes(16).toString("hex");
}
