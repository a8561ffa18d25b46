import { cpuOf, cpuOfFamily, cpuOfMachine } from "./linux-proc.ts";

/** Which processes are looked at. */
export interface Measured {
  server: number;
  /** The postmaster of the server's database; `null` where the database is inside the server. */
  database: number | null;
}

/** What a stretch of time cost. CPU times are in microseconds. */
export interface Reading {
  seconds: number;
  serverCpu: number;
  databaseCpu: number;
  /** What everybody else on the machine used meanwhile, in percent of one core. */
  foreignPercent: number;
}

const MICROS = 1e6;
const MS = 1000;
const PERCENT = 100;

/** Starts measuring; the answer reads the meter and may be asked again. */
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
