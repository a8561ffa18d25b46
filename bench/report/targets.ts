import { figure, type Figures } from "../measure/figures.ts";

/** A figure, or the ratio of two, and its target. */
interface Target {
  name: string;
  /** The text in the table. */
  label: string;
  /** The name of the measured figure. */
  measured: string;
  /** The divisor: another figure, or a number; 1 by default. */
  dividedBy?: string | number;
  wanted: { most: number } | { least: number };
  unit: "×" | "MiB" | "%" | "% of a core" | "ms" | "s";
}

/** A target and the measured value. */
export interface TargetResult extends Omit<Target, "measured" | "dividedBy"> {
  value: number;
}

const MS_PER_SECOND = 1000;

/** The targets, in the order of the table. */
const TARGETS: readonly Target[] = [
  {
    name: "light.p50",
    label: "Light load, median latency vs. bare Bun",
    measured: "talk.sqlite.light.p50",
    dividedBy: "talk.limit.light.p50",
    wanted: { most: 2 },
    unit: "×",
  },
  {
    name: "light.p99",
    label: "Light load, p99 latency vs. bare Bun",
    measured: "talk.sqlite.light.p99",
    dividedBy: "talk.limit.light.p99",
    wanted: { most: 2 },
    unit: "×",
  },
  {
    name: "full.ofLimit",
    label: "Full load, messages per second vs. bare Bun",
    measured: "talk.sqlite.full.perSecond",
    dividedBy: "talk.limit.full.perSecond",
    wanted: { least: 0.4 },
    unit: "×",
  },
  {
    name: "full.ofSocketIo",
    label: "Full load, messages per second vs. Socket.IO + better-sqlite3",
    measured: "talk.sqlite.full.perSecond",
    dividedBy: "talk.socketIo.full.perSecond",
    wanted: { least: 4 },
    unit: "×",
  },
  {
    name: "full.cpuOfLimit",
    label: "Full load, CPU per message: bare Bun as a share of ours",
    measured: "talk.limit.full.serverCpu",
    dividedBy: "talk.sqlite.full.serverCpu",
    wanted: { least: 0.4 },
    unit: "×",
  },
  {
    name: "idle.memory",
    label: "10,000 idle widgets, memory",
    measured: "idle.10000.memoryMiB",
    wanted: { most: 250 },
    unit: "MiB",
  },
  {
    name: "idle.cpu",
    label: "10,000 idle widgets, CPU",
    measured: "idle.10000.cpuPercent",
    wanted: { most: 2 },
    unit: "% of a core",
  },
  {
    name: "return.all",
    label: "5,000 widgets after a kill, all reconnected",
    measured: "return.all",
    dividedBy: MS_PER_SECOND,
    wanted: { most: 30 },
    unit: "s",
  },
  {
    name: "return.busiestTenth",
    label: "5,000 widgets after a kill, most in any 100 ms",
    measured: "return.busiestTenthPercent",
    wanted: { most: 5 },
    unit: "%",
  },
  { name: "boot", label: "Boot to listening", measured: "boot.ms", wanted: { most: 1000 }, unit: "ms" },
  {
    name: "boot.memory",
    label: "Idle memory",
    measured: "boot.memoryMiB",
    wanted: { most: 120 },
    unit: "MiB",
  },
  {
    name: "stalls.loop",
    label: "Longest hold of the event loop by anything a company does",
    measured: "stalls.worst.loop",
    wanted: { most: 50 },
    unit: "ms",
  },
  {
    name: "stalls.writer",
    label: "Longest hold of the writer's lock by anything a company does",
    measured: "stalls.worst.writer",
    wanted: { most: 50 },
    unit: "ms",
  },
  {
    name: "stalls.times",
    label: "p99.9 of another company's messages meanwhile vs. idle",
    measured: "stalls.worst.times",
    wanted: { most: 2 },
    unit: "×",
  },
];

/** Returns the measured value of each target. Targets of parts that did not run are left out. */
export function compareWithTargets(figures: Figures): TargetResult[] {
  const valueOf = (one: string | number) => (typeof one === "number" ? one : figure(figures, one));
  return TARGETS.map(({ measured, dividedBy = 1, ...target }) => ({
    ...target,
    value: valueOf(measured) / valueOf(dividedBy),
  })).filter(({ value }) => !Number.isNaN(value));
}

/** Whether the target is met. */
export function isMet({ value, wanted }: TargetResult): boolean {
  return "most" in wanted ? value <= wanted.most : value >= wanted.least;
}
