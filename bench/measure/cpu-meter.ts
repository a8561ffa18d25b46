import { cpuOf, cpuOfFamily, cpuOfMachine } from "./linux-proc.ts";

/** The processes to measure. */
export interface Measured {
  server: number;
  /** The postmaster of the server's database; `null` if the database is embedded in the server. */
  database: number | null;
}

/** The CPU use of a period, in microseconds. */
export interface Reading {
  seconds: number;
  serverCpu: number;
  databaseCpu: number;
  /** The CPU used by all other processes on the machine, in percent of one core. */
  foreignPercent: number;
}

const MICROS = 1e6;
const MS = 1000;
const PERCENT = 100;

/** Starts measuring. The returned function reads the meter; it can be called more than once. */
export function startMeter({ server, database }: Measured): () => Reading {
  const read = () => ({
    at: performance.now(),
    server: cpuOf(server),
    database: database === null ? 0 : cpuOfFamily(database),
    ours: ownCpu(),
    machine: cpuOfMachine(),
  });
  const begin = read();

  return () => {
    const end = read();
    const seconds = (end.at - begin.at) / MS;
    const serverCpu = end.server - begin.server;
    const databaseCpu = end.database - begin.database;
    const foreign = end.machine - begin.machine - serverCpu - databaseCpu - (end.ours - begin.ours);
    const foreignPercent = (Math.max(0, foreign) / MICROS / seconds) * PERCENT;
    return { seconds, serverCpu, databaseCpu, foreignPercent };
  };
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
