import type { Figures } from "../measure/figures.ts";
import { startMeter } from "../measure/cpu-meter.ts";
import { memoryOf } from "../measure/linux-proc.ts";
import { openOrganization } from "../systems/switchboard/organization.ts";
import {
  connectWidgets,
  type CustomerWidget,
  minimiseWidget,
  openSessions,
} from "../systems/switchboard/customer-widgets.ts";
import { startSwitchboardServer } from "../systems/switchboard/switchboard-server.ts";

export interface IdleWidgetsPlan {
  /** The number of connected widgets at each step, in ascending order. */
  steps: readonly number[];
  /** The pause after connecting, until its garbage has been collected. */
  settleMs: number;
  measureMs: number;
}

const MIB = 1024 * 1024;
const PERCENT = 100;
const MICROS = 1e6;
const NO_LISTENERS = { onText: () => {}, onStarted: () => {} };

/** Measures the server's memory and CPU at each step, with widgets whose chats are idle. */
export async function measureIdleWidgets(
  { steps, settleMs, measureMs }: IdleWidgetsPlan,
  figures: Figures,
): Promise<void> {
  await using server = await startSwitchboardServer(null);
  const organization = await openOrganization(server);
  const measured = { server: server.pid(), database: null };
  const customers: CustomerWidget[] = [];
  for (const step of steps) {
    const sessions = await openSessions(organization, step - customers.length);
    const more = await connectWidgets(organization, sessions, NO_LISTENERS);
    for (const customer of more) minimiseWidget(customer);
    customers.push(...more);
    await Bun.sleep(settleMs);
    const readMeter = startMeter(measured);
    await Bun.sleep(measureMs);
    const { serverCpu, seconds, foreignPercent } = readMeter();
    const memory = memoryOf(server.pid()) / MIB;
    const percent = (serverCpu / MICROS / seconds) * PERCENT;
    figures.set(`idle.${step}.memoryMiB`, memory);
    figures.set(`idle.${step}.cpuPercent`, percent);
    console.info(
      `${step} idle widgets  ${memory.toFixed(0)} MiB, ${percent.toFixed(2)} % of a core` +
        `  others used ${Math.round(foreignPercent)} %`,
    );
  }
  for (const { connection } of customers) connection.close();
}
