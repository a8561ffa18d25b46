import { type Figures, readFigures } from "./measure/figures.ts";
import type { Options } from "./cli-options.ts";
import { measureBoot } from "./scenarios/measure-boot.ts";
import { measureBusyOrganization } from "./scenarios/measure-busy-organization.ts";
import { measureGrowth } from "./scenarios/measure-growth.ts";
import { measureIdleWidgets } from "./scenarios/measure-idle-widgets.ts";
import { measureMessageLoad } from "./scenarios/measure-message-load.ts";

/** How large everything is; spans in milliseconds. */
const USUAL = {
  talk: { warmUpMs: 5_000, lightMs: 4_000, fullMs: 3_000 },
  bootSettleMs: 4_000,
  idle: { steps: [1_000, 5_000, 10_000], settleMs: 15_000, measureMs: 15_000 },
  crowd: { agents: 50, widgets: 5_000, perSecond: 100, talkMs: 15_000, timeoutMs: 120_000 },
  growth: { steps: [1_000, 10_000, 100_000], lightMs: 4_000, fullMs: 3_000 },
};
const SHORT: typeof USUAL = {
  talk: { warmUpMs: 1_000, lightMs: 1_000, fullMs: 1_000 },
  bootSettleMs: 500,
  idle: { steps: [100, 500], settleMs: 2_000, measureMs: 2_000 },
  crowd: { agents: 3, widgets: 300, perSecond: 100, talkMs: 2_000, timeoutMs: 60_000 },
  growth: { steps: [100, 500], lightMs: 1_000, fullMs: 1_000 },
};
const MILLION = 1_000_000;
/** The most that one part may take; a part of a usual run takes two or three minutes of a quiet machine. */
const PART_MS = 10 * 60_000;
const FULL_PART_MS = 60 * 60_000;

/** What was found, and the parts that failed. */
interface Found {
  figures: Figures;
  failed: readonly string[];
}

/** Runs what was asked for, one part after the other. A part that fails is told and left out. */
export async function runScenarios({ rounds, only, full, short, ...options }: Options): Promise<Found> {
  const size = short ? SHORT : USUAL;
  const steps = full ? [...size.growth.steps, MILLION] : size.growth.steps;
  const figures = options.with === null ? new Map<string, number>() : readFigures(options.with);
  const parts: Record<string, () => Promise<void>> = {
    talk: () => measureMessageLoad({ rounds, ...size.talk }, figures),
    boot: () => measureBoot(rounds, size.bootSettleMs, figures),
    idle: () => measureIdleWidgets(size.idle, figures),
    crowd: () => measureBusyOrganization(size.crowd, figures),
    growth: () => measureGrowth({ ...size.growth, steps }, figures),
  };
  const unknown = only.find((name) => !(name in parts));
  if (unknown !== undefined)
    throw new Error(`There is no part ${unknown}: ${Object.keys(parts).join(", ")}.`);
  const failed: string[] = [];
  for (const [name, run] of Object.entries(parts)) {
    if (only.length > 0 && !only.includes(name)) continue;
    await within(run(), full ? FULL_PART_MS : PART_MS).catch((error: unknown) => {
      console.error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
      failed.push(name);
    });
  }
  return { figures, failed };
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const { promise, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`it took more than ${ms / 60_000} minutes`)), ms);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
