import { figure, type Figures } from "../measure/figures.ts";

/** What is measured or compared, and what is wanted of it. */
interface Bar {
  name: string;
  /** For the table. */
  says: string;
  /** The figure. */
  of: string;
  /** What it is divided by: another figure, or a number; 1 where there is none. */
  over?: string | number;
  wanted: { most: number } | { least: number };
  unit: "×" | "MiB" | "%" | "% of a core" | "ms" | "s";
}

/** A bar, and what was found. */
export interface TargetResult extends Omit<Bar, "of" | "over"> {
  value: number;
}

const MS_PER_SECOND = 1000;

/** In the order of the table. */
const BARS: readonly Bar[] = [
  {
    name: "light.p50",
    says: "Light load, half of the messages arrive within, against the limit",
    of: "talk.sqlite.light.p50",
    over: "talk.limit.light.p50",
    wanted: { most: 2 },
    unit: "×",
  },
  {
    name: "light.p99",
    says: "Light load, 99 of 100 arrive within, against the limit",
    of: "talk.sqlite.light.p99",
    over: "talk.limit.light.p99",
    wanted: { most: 2 },
    unit: "×",
  },
  {
    name: "full.ofLimit",
    says: "Full load, messages a second, against the limit",
    of: "talk.sqlite.full.perSecond",
    over: "talk.limit.full.perSecond",
    wanted: { least: 0.4 },
    unit: "×",
  },
  {
    name: "full.ofSocketIo",
    says: "Full load, messages a second, against Socket.IO + better-sqlite3",
    of: "talk.sqlite.full.perSecond",
    over: "talk.socketIo.full.perSecond",
    wanted: { least: 4 },
    unit: "×",
  },
  {
    name: "full.cpuOfLimit",
    says: "Full load, CPU a message, the limit's part of ours",
    of: "talk.limit.full.serverCpu",
    over: "talk.sqlite.full.serverCpu",
    wanted: { least: 0.4 },
    unit: "×",
  },
  {
    name: "idle.memory",
    says: "10,000 idle widgets, memory",
    of: "idle.10000.memoryMiB",
    wanted: { most: 250 },
    unit: "MiB",
  },
  {
    name: "idle.cpu",
    says: "10,000 idle widgets, CPU",
    of: "idle.10000.cpuPercent",
    wanted: { most: 2 },
    unit: "% of a core",
  },
  {
    name: "return.all",
    says: "5,000 widgets after a kill, all back within",
    of: "return.all",
    over: MS_PER_SECOND,
    wanted: { most: 30 },
    unit: "s",
  },
  {
    name: "return.busiestTenth",
    says: "5,000 widgets after a kill, most in a tenth of a second",
    of: "return.busiestTenthPercent",
    wanted: { most: 5 },
    unit: "%",
  },
  { name: "boot", says: "Boot to listening", of: "boot.ms", wanted: { most: 1000 }, unit: "ms" },
  {
    name: "boot.memory",
    says: "Left alone, memory",
    of: "boot.memoryMiB",
    wanted: { most: 120 },
    unit: "MiB",
  },
];

/** What was found of each bar; those of parts that did not run are left out. */
export function compareWithTargets(figures: Figures): TargetResult[] {
  const the = (one: string | number) => (typeof one === "number" ? one : figure(figures, one));
  return BARS.map(({ of, over = 1, ...bar }) => ({ ...bar, value: the(of) / the(over) })).filter(
    ({ value }) => !Number.isNaN(value),
  );
}

/** Whether the bar holds. */
export function isMet({ value, wanted }: TargetResult): boolean {
  return "most" in wanted ? value <= wanted.most : value >= wanted.least;
}
