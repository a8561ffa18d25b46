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

/** The figure of this name; NaN when that part did not run. */
export function figure(figures: Figures, name: string): number {
  return figures.get(name) ?? Number.NaN;
}
