import type { Figures } from "../measure/figures.ts";
import { startMeter } from "../measure/cpu-meter.ts";
import { memoryOf } from "../measure/linux-proc.ts";
import { openCompany } from "../systems/switchboard/organization.ts";
import {
  connectWidgets,
  type Customer,
  minimise,
  openSessions,
} from "../systems/switchboard/customer-widgets.ts";
import { startSwitchboardServer } from "../systems/switchboard/switchboard-server.ts";

export interface IdlePlan {
  /** How many widgets are connected at each step; each more than the last. */
  steps: readonly number[];
  /** After connecting, until the rubbish of it has gone. */
  settleMs: number;
  measureMs: number;
}

const MIB = 1024 * 1024;
const PERCENT = 100;
const MICROS = 1e6;
const NOBODY = { onHeard: () => {}, onStarted: () => {} };

/** Widgets with an open chat in which nothing happens: what each step of them occupies and costs. */
export async function measureIdle({ steps, settleMs, measureMs }: IdlePlan, figures: Figures): Promise<void> {
  await using server = await startSwitchboardServer(null);
  const company = await openCompany(server);
  const measured = { server: server.pid(), database: null };
  const customers: Customer[] = [];
  for (const step of steps) {
    const tickets = await openSessions(company, step - customers.length);
    const more = await connectWidgets(company, tickets, NOBODY);
    for (const customer of more) minimise(customer);
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
  for (const { line } of customers) line.close();
}
