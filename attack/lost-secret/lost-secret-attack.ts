import type { SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";
import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import {
  createSharedDatabase,
  ENGINES,
  type EngineName,
  type SharedDatabase,
} from "../support/shared-database.ts";
import { waitUntil } from "../support/wait-until.ts";
import type { Check } from "./check.ts";
import { createPeopleWithSecrets } from "./people-with-secrets.ts";
import { secretOfDeployment } from "./secret-of-deployment.ts";
import { tryIntruders } from "./try-intruders.ts";
import { tryPeople, tryPeopleAgain } from "./try-people.ts";

const LINE =
  /^\S+ warning: APP_SECRET does not decrypt 1 chatbot token and 1 second step of this database, .*To mend it, put the former secret behind the present one/;
const STARTS = "starts with another secret";

/**
 * Loses the secret: `app-secret` is deleted, or APP_SECRET replaced. The start says so in one line, the app names what
 * cannot be decrypted, people go on where that is possible, and nobody gets in who should not.
 */
export const lostSecretAttack: Attack = {
  name: "lost-secret",
  tiers: ["short", "full"],
  canRunInParallel: true,
  counters: ["unsaid", "intruders", "broken"],
  run: async (findings) => void (await Promise.all(ENGINES.map((engine) => loseSecret(findings, engine)))),
};

async function loseSecret(findings: Findings, engine: EngineName): Promise<void> {
  using database = await createSharedDatabase(engine);
  const secret = secretOfDeployment(database);
  const check: Check = async (counter, what, isRight) => {
    const name = `checks on ${engine}`;
    findings.plan(name, 1);
    if (!(await isRight())) findings.countViolation(counter, `${engine}: ${what}`);
    findings.markDone(name);
  };
  findings.plan(STARTS, 2);
  const people = await withProcess(database, secret.intact, createPeopleWithSecrets);
  await withProcess(database, secret.lose(), async (process) => {
    findings.markDone(STARTS);
    await checkLine(process, check);
    await tryIntruders(process, people, check);
    await tryPeople(process, people, check);
  });
  await withProcess(database, secret.putBack(), async (process) => {
    findings.markDone(STARTS);
    await tryPeopleAgain(process, people, check);
    await check(
      "unsaid",
      "a secret that was put back is still said to be lost",
      () => linesOf(process).length === 0,
    );
  });
}

async function withProcess<T>(
  database: SharedDatabase,
  env: Readonly<Record<string, string>>,
  work: (process: SwitchboardProcess) => Promise<T>,
): Promise<T> {
  const start = await database.start(env);
  if ("refusal" in start) throw new Error(`${database.engine}: ${start.refusal}`);
  await using process = start.process;
  return await work(process);
}

/** The line is printed behind the start, which does not wait for it. */
async function checkLine(process: SwitchboardProcess, check: Check): Promise<void> {
  await waitUntil("the line about the secret", () => linesOf(process).length > 0).catch(() => {});
  await check("unsaid", `the log says: ${linesOf(process).join(" / ")}`, () => {
    const [line = "", ...others] = linesOf(process);
    return LINE.test(line) && others.length === 0;
  });
}

function linesOf(process: SwitchboardProcess): string[] {
  return process
    .printed()
    .split("\n")
    .filter((line) => line.includes("APP_SECRET"));
}
