import { figure, type Figures } from "../figures.ts";

/** What is compared, what is wanted of it, and what was found. */
export interface Ratio {
  name: string;
  /** For the table. */
  says: string;
  value: number;
  wanted: { most: number } | { least: number };
  unit: "×" | "MiB" | "%" | "% of a core" | "ms" | "s";
}

const MS_PER_SECOND = 1000;

/** The bars, in the order of the table; those of parts that did not run are left out. */
export function ratiosOf(figures: Figures): Ratio[] {
  const the = (name: string) => figure(figures, name);
  const over = (name: string, other: string) => the(name) / the(other);
  const all: Ratio[] = [
    {
      name: "light.p50",
      says: "Light load, half of the messages arrive within, against the limit",
      value: over("talk.sqlite.light.p50", "talk.limit.light.p50"),
      wanted: { most: 2 },
      unit: "×",
    },
    {
      name: "light.p99",
      says: "Light load, 99 of 100 arrive within, against the limit",
      value: over("talk.sqlite.light.p99", "talk.limit.light.p99"),
      wanted: { most: 2 },
      unit: "×",
    },
    {
      name: "full.ofLimit",
      says: "Full load, messages a second, against the limit",
      value: over("talk.sqlite.full.perSecond", "talk.limit.full.perSecond"),
      wanted: { least: 0.4 },
      unit: "×",
    },
    {
      name: "full.ofSocketIo",
      says: "Full load, messages a second, against Socket.IO + better-sqlite3",
      value: over("talk.sqlite.full.perSecond", "talk.socketIo.full.perSecond"),
      wanted: { least: 4 },
      unit: "×",
    },
    {
      name: "full.cpuOfLimit",
      says: "Full load, CPU a message, the limit's part of ours",
      value: over("talk.limit.full.serverCpu", "talk.sqlite.full.serverCpu"),
      wanted: { least: 0.4 },
      unit: "×",
    },
    ...budgetsOf(the),
  ];
  return all.filter(({ value }) => !Number.isNaN(value));
}

function budgetsOf(the: (name: string) => number): Ratio[] {
  return [
    {
      name: "idle.memory",
      says: "10,000 idle widgets, memory",
      value: the("idle.10000.memoryMiB"),
      wanted: { most: 250 },
      unit: "MiB",
    },
    {
      name: "idle.cpu",
      says: "10,000 idle widgets, CPU",
      value: the("idle.10000.cpuPercent"),
      wanted: { most: 2 },
      unit: "% of a core",
    },
    {
      name: "return.all",
      says: "5,000 widgets after a kill, all back within",
      value: the("return.all") / MS_PER_SECOND,
      wanted: { most: 30 },
      unit: "s",
    },
    {
      name: "return.busiestTenth",
      says: "5,000 widgets after a kill, most in a tenth of a second",
      value: the("return.busiestTenthPercent"),
      wanted: { most: 5 },
      unit: "%",
    },
    { name: "boot", says: "Boot to listening", value: the("boot.ms"), wanted: { most: 1000 }, unit: "ms" },
    {
      name: "boot.memory",
      says: "Left alone, memory",
      value: the("boot.memoryMiB"),
      wanted: { most: 120 },
      unit: "MiB",
    },
  ];
}

/** Whether the bar holds. */
export function holds({ value, wanted }: Ratio): boolean {
  return "most" in wanted ? value <= wanted.most : value >= wanted.least;
}
