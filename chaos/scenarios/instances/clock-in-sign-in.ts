import { PASSWORD, type SignInTry, trySignIn } from "../../actors/clients/organization.ts";
import { httpApi } from "../../actors/clients/http-api.ts";
import { hasClockOffset, missingForFakeClock } from "../../faults/fake-clock.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const HOUR_MS = 3_600_000;
/** The offsets to which the clock is set, one after the other; the true time is 0. */
const OFFSETS = [-3 * HOUR_MS, 0, 3 * HOUR_MS, 0];
/** After these an account waits, at first for half a minute. */
const FREE_TRIES = 5;
/** The longest wait that is promised. */
const LONGEST_WAIT_S = 15 * 60;
const SHOWN_WITHIN_MS = 10_000;
/** Whether the run waits until the account is let in again. */
const IS_WAITED_OUT: Record<Tier, boolean> = { short: false, full: true, release: true };

/** The clock is set while people sign in, some of whom have typed wrong passwords before. */
export const clockInSignIn: Scenario = {
  name: "clock-in-sign-in",
  promise:
    "however the clock is set, a right password waits no longer than before, those who never failed do not wait, and who is signed in stays so",
  dbs: ["sqlite", "postgres"],
  tiers: ["short", "full", "release"],
  isMostlyWaiting: true,
  missing: missingForFakeClock,
  run: runClockInSignIn,
};

async function runClockInSignIn(run: Run): Promise<void> {
  await using testbed = await openTestbed(
    { ...run, instances: 1 },
    {
      organizations: 1,
      capacity: 50,
      speed: 1,
      deployment: { hasOwnClocks: true, env: { RATE_LIMITS: "on" } },
    },
  );
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  const ben = await testbed.addAgent(organization, "ben");
  const forgetful = { email: organization.admin.email, cookie: organization.admin.cookie };
  const first = await typeWrongPasswords(testbed, forgetful.email);
  run.faults.plan("clock set", OFFSETS.length);
  for (const offset of OFFSETS) {
    await setClock(testbed, offset);
    const at = `with the clock at ${offset / HOUR_MS} h`;
    const answer = await trySignIn(testbed.deployment.url, forgetful.email, PASSWORD);
    if (answer.status !== 200 && waitOf(answer) > first)
      run.counters.count("late", `a right password waits ${waitOf(answer)} s ${at}, ${first} s before`);
    const { status } = await trySignIn(testbed.deployment.url, ben.email, PASSWORD);
    if (status !== 200) run.counters.count("refused", `a right password after no wrong one: ${status} ${at}`);
    for (const { cookie } of [forgetful, ben])
      await httpApi(testbed.deployment.url, { cookie })
        .agent.me.query({})
        .catch((error: unknown) => run.counters.count("refused", `who is signed in ${at}: ${String(error)}`));
  }
  if (IS_WAITED_OUT[run.tier]) await waitOut(testbed, forgetful.email, first);
}

/** Types wrong passwords until the account waits. @returns for how many seconds */
async function typeWrongPasswords({ run, deployment }: Testbed, email: string): Promise<number> {
  for (let n = 0; n < FREE_TRIES; n += 1) await trySignIn(deployment.url, email, "not the password");
  const answer = await trySignIn(deployment.url, email, PASSWORD);
  if (answer.status !== 429 || waitOf(answer) > LONGEST_WAIT_S)
    run.counters.count("unhealthy", `after ${FREE_TRIES} wrong passwords: ${JSON.stringify(answer)}`);
  return waitOf(answer);
}

async function setClock({ run, deployment }: Testbed, offset: number): Promise<void> {
  const [clock] = deployment.clocks;
  const [instance] = deployment.instances;
  clock?.move(offset);
  if (instance !== undefined && (await waitUntil(() => hasClockOffset(instance, offset), SHOWN_WITHIN_MS)))
    run.faults.applied("clock set");
}

async function waitOut({ run, deployment }: Testbed, email: string, seconds: number): Promise<void> {
  const isIn = async () => (await trySignIn(deployment.url, email, PASSWORD)).status === 200;
  if (!(await waitUntil(isIn, (seconds + 1) * 1000)))
    run.counters.count("late", `a right password is refused for more than ${seconds} s`);
}

/** How many seconds a refused sign-in has to wait. */
function waitOf({ retryAfter }: SignInTry): number {
  return retryAfter ?? Infinity;
}
