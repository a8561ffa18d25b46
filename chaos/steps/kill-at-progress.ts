import type { Testbed } from "../testbed/testbed.ts";

/**
 * Kills an instance whenever another random share of the messages has been acknowledged, and starts it again. Tying
 * kills to progress ensures that every planned kill happens before the clients finish.
 *
 * @param total - how many messages will be acknowledged in total
 * @returns a promise that resolves once the last instance has been started again
 */
export function killAtProgress(testbed: Testbed, total: number, kills: number): Promise<void> {
  const { run, deployment, actorContext } = testbed;
  const random = run.random.fork("kills");
  run.faults.plan("kill -9", kills);
  const killPoints = Array.from({ length: kills }, () => random.whole(1, Math.floor(total * LAST_SHARE)));
  killPoints.sort((a, b) => a - b);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let [done, isBusy] = [0, false];

  async function kill(): Promise<void> {
    await Bun.sleep(random.whole(0, MAX_DELAY_MS));
    const victim = random.pick(deployment.instances);
    await victim?.end("SIGKILL");
    run.faults.applied("kill -9");
    run.history.write({ actor: "nemesis", ev: "fault", what: "kill -9" });
    done += 1;
    await victim?.start();
    isBusy = false;
    if (done === kills) resolve();
  }

  actorContext.submissions.onAck((acked) => {
    const next = killPoints[done];
    if (isBusy || next === undefined || acked < next) return;
    isBusy = true;
    kill().catch(reject);
  });
  return promise;
}

/** The last kill happens while there are still messages to send. */
const LAST_SHARE = 0.9;
/** The longest delay of a kill, so that it can happen at any moment, not only right after an acknowledgement. */
const MAX_DELAY_MS = 100;
