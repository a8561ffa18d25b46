import { readFileSync } from "node:fs";

/** Every figure of a run by its name, such as `talk.sqlite.light.p50`; units are in `docs/bench.md`. */
export type Figures = Map<string, number>;

/** What ran, by name, and what it is called in tables. The order is that of the tables. */
export const SYSTEMS = {
  limit: "Bun socket + bun:sqlite, nothing else",
  socketIo: "Socket.IO + better-sqlite3",
  sqlite: "Switchboard on SQLite",
  postgres: "Switchboard on Postgres",
} as const;

export type SystemName = keyof typeof SYSTEMS;

/** The parts of a run; every figure's name begins with the one it is from. A crowd also returns. */
const PARTS = ["talk", "boot", "idle", "crowd", "return", "growth"];

/** Whether every part is there. */
export function areWhole(figures: Figures): boolean {
  const found = new Set([...figures.keys()].map((name) => name.split(".")[0]));
  return PARTS.every((part) => found.has(part));
}

/**
 * What an earlier run has written with `--json`.
 *
 * @throws when the file is none of those
 */
export function readFigures(file: string): Figures {
  const { figures }: { figures: Record<string, number> } = JSON.parse(readFileSync(file, "utf8"));
  return new Map(Object.entries(figures));
}

/** The figure of this name; NaN when that part did not run. */
export function figure(figures: Figures, name: string): number {
  return figures.get(name) ?? Number.NaN;
}
