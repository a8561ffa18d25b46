import { readFileSync } from "node:fs";

/** The figures of a run by name, such as `talk.sqlite.light.p50`; units are in `docs/bench.md`. */
export type Figures = Map<string, number>;

/** The titles of the measured systems by name, in the order of the tables. */
export const SYSTEMS = {
  limit: "Bun socket + bun:sqlite, nothing else",
  socketIo: "Socket.IO + better-sqlite3",
  sqlite: "Switchboard on SQLite",
  postgres: "Switchboard on Postgres",
} as const;

export type SystemName = keyof typeof SYSTEMS;

/** The parts of a run; every figure's name begins with its part. The part `crowd` also gives `return`. */
const PARTS = ["talk", "boot", "idle", "crowd", "return", "growth", "stalls"];

/** Whether every part has figures. */
export function areComplete(figures: Figures): boolean {
  const found = new Set([...figures.keys()].map((name) => name.split(".")[0]));
  return PARTS.every((part) => found.has(part));
}

/**
 * Reads the file that an earlier run wrote with `--json`.
 *
 * @throws if the file does not have that form
 */
export function readFigures(file: string): Figures {
  const { figures }: { figures: Record<string, number> } = JSON.parse(readFileSync(file, "utf8"));
  return new Map(Object.entries(figures));
}

/** The figure with this name; NaN if that part did not run. */
export function figure(figures: Figures, name: string): number {
  return figures.get(name) ?? Number.NaN;
}
