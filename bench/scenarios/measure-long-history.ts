import type { Figures } from "../measure/figures.ts";
import { median } from "../measure/statistics.ts";
import { openOrganizationWithHistory } from "../systems/switchboard/organization-with-history.ts";
import { sendAtFullSpeed, sendAtRate } from "../load/message-load.ts";

export interface LongHistoryPlan {
  /** The number of messages stored at each step, in chats that have ended. */
  steps: readonly number[];
  lightMs: number;
  fullMs: number;
}

const MESSAGES_A_CHAT = 10;
const LIGHT_PER_SECOND = 200;
const IN_FLIGHT = 4;
const READS = 5;

/** Measures what a message and a load of the inbox cost at each step of stored messages. */
export async function measureLongHistory(
  { steps, lightMs, fullMs }: LongHistoryPlan,
  figures: Figures,
): Promise<void> {
  await using organization = await openOrganizationWithHistory();
  const { system } = organization;
  await sendAtFullSpeed(system, IN_FLIGHT, fullMs);
  for (const step of steps) {
    await organization.grow(step);
    const light = await sendAtRate(system, LIGHT_PER_SECOND, lightMs);
    const full = await sendAtFullSpeed(system, IN_FLIGHT, fullMs);
    const inbox = await timeOf(organization.readInbox);
    const past = await timeOf(organization.readPast);
    for (const [what, value] of Object.entries({ ...light.delays, serverCpu: full.serverCpu, inbox, past })) {
      figures.set(`growth.${step}.${what}`, value);
    }
    console.info(
      `${step} messages in ${step / MESSAGES_A_CHAT} chats  p50 ${light.delays.p50.toFixed(2)} ms, ` +
        `${full.serverCpu.toFixed(1)} µs per message, inbox ${inbox.toFixed(1)} ms, earlier customers ${past.toFixed(1)} ms` +
        `  others used ${Math.round(full.foreignPercent)} %`,
    );
  }
}

/** Measures the median time of a few reads, in milliseconds. */
async function timeOf(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  while (times.length < READS) {
    const begin = performance.now();
    await read();
    times.push(performance.now() - begin);
  }
  return median(times);
}
