import { type Figures, readFigures } from "./measure/figures.ts";
import type { Options } from "./cli-options.ts";
import { measureBoot } from "./scenarios/measure-boot.ts";
import { measureBusyOrganization } from "./scenarios/measure-busy-organization.ts";
import { measureLongHistory } from "./scenarios/measure-long-history.ts";
import { measureIdleWidgets } from "./scenarios/measure-idle-widgets.ts";
import { measureStalls } from "./stalls/measure-stalls.ts";
import { measureMessageLoad } from "./scenarios/measure-message-load.ts";

/** The size of each part; durations in milliseconds. */
const DEFAULT_SIZE = {
  talk: { warmUpMs: 5_000, lightMs: 4_000, fullMs: 3_000 },
  bootSettleMs: 4_000,
  idle: { steps: [1_000, 5_000, 10_000], settleMs: 15_000, measureMs: 15_000 },
  crowd: { agents: 50, widgets: 5_000, perSecond: 100, talkMs: 15_000, timeoutMs: 120_000 },
  growth: { steps: [1_000, 10_000, 100_000], lightMs: 4_000, fullMs: 3_000 },
  stalls: {
    rounds: 2,
    periodMs: 2_000,
    erasureMs: 15_000,
    customers: 20_000,
    longChat: 20_000,
    queued: 500,
    articleCopies: 50,
  },
};
const SHORT_SIZE: typeof DEFAULT_SIZE = {
  talk: { warmUpMs: 1_000, lightMs: 1_000, fullMs: 1_000 },
  bootSettleMs: 500,
  idle: { steps: [100, 500], settleMs: 2_000, measureMs: 2_000 },
  crowd: { agents: 3, widgets: 300, perSecond: 100, talkMs: 2_000, timeoutMs: 60_000 },
  growth: { steps: [100, 500], lightMs: 1_000, fullMs: 1_000 },
  stalls: {
    rounds: 1,
    periodMs: 500,
    erasureMs: 15_000,
    customers: 200,
    longChat: 400,
    queued: 20,
    articleCopies: 1,
  },
};
const MILLION = 1_000_000;
/** The time limit of one part; a part of a default run takes two or three minutes on a quiet machine. */
const PART_TIMEOUT_MS = 10 * 60_000;
const FULL_PART_TIMEOUT_MS = 60 * 60_000;

/** The figures, and the parts that failed. */
interface RunResult {
  figures: Figures;
  failed: readonly string[];
}

/** Runs the selected parts one after the other. A part that fails is reported and left out. */
export async function runScenarios({ rounds, only, full, short, ...options }: Options): Promise<RunResult> {
  const size = short ? SHORT_SIZE : DEFAULT_SIZE;
  const steps = full ? [...size.growth.steps, MILLION] : size.growth.steps;
  const figures = options.with === null ? new Map<string, number>() : readFigures(options.with);
  const parts: Record<string, () => Promise<void>> = {
    talk: () => measureMessageLoad({ rounds, ...size.talk }, figures),
    boot: () => measureBoot(rounds, size.bootSettleMs, figures),
    idle: () => measureIdleWidgets(size.idle, figures),
    crowd: () => measureBusyOrganization(size.crowd, figures),
    growth: () => measureLongHistory({ ...size.growth, steps }, figures),
    stalls: () => measureStalls(size.stalls, figures),
  };
  const unknown = only.find((name) => !(name in parts));
  if (unknown !== undefined)
    throw new Error(`There is no part ${unknown}: ${Object.keys(parts).join(", ")}.`);
  const failed: string[] = [];
  for (const [name, run] of Object.entries(parts)) {
    if (only.length > 0 && !only.includes(name)) continue;
    await withTimeout(run(), full ? FULL_PART_TIMEOUT_MS : PART_TIMEOUT_MS).catch((error: unknown) => {
      console.error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
      failed.push(name);
    });
  }
  return { figures, failed };
}

async function withTimeout(work: Promise<void>, ms: number): Promise<void> {
  const { promise, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`it took more than ${ms / 60_000} minutes`)), ms);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
