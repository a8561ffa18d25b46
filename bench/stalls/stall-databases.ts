/** The databases on which the part `stalls` measures, with their titles in the tables. */
export const STALL_DATABASES = { sqlite: "On SQLite", postgres: "On Postgres" } as const;

export type StallDatabase = keyof typeof STALL_DATABASES;
