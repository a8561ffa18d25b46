import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { SeededRandom } from "../support/seeded-random.ts";
import type { ViolationCounters } from "../support/violation-counters.ts";
import { type FaultyPostgresProxy, startFaultyPostgresProxy } from "../faults/faulty-postgres-proxy.ts";
import { type FaultyLoadBalancer, startFaultyLoadBalancer } from "../faults/faulty-load-balancer.ts";
import { createFakeClock, type FakeClock } from "../faults/fake-clock.ts";
import type { IsolatedNetwork } from "../faults/isolated-network.ts";
import { freePort } from "../support/free-port.ts";
import { Instance } from "./instance.ts";
import { type PostgresServer, startPostgresServer } from "./postgres-server.ts";

export type Db = "sqlite" | "postgres";

/** The instances with their balancer and database, not yet set up. */
export interface Deployment extends AsyncDisposable {
  db: Db;
  tree: string;
  /** The origin that people open: the balancer's address. */
  url: string;
  proxy: FaultyLoadBalancer;
  instances: readonly Instance[];
  postgres: PostgresServer | null;
  /** The proxy between the instances and Postgres, if the scenario asks for one. */
  database: FaultyPostgresProxy | null;
  /** One clock for each instance, if the scenario asks for them. */
  clocks: readonly FakeClock[];
  dataDir: string;
  /** The environment variables of an instance. */
  env: Record<string, string>;
  /** Starts every instance that is not running. */
  startAll: () => Promise<void>;
  /** Stops every instance with SIGTERM. */
  stopAll: () => Promise<void>;
}

export interface DeploymentOptions {
  db: Db;
  tree: string;
  /** The folder of this run, for data and logs. */
  folder: string;
  instances: number;
  random: SeededRandom;
  counters: ViolationCounters;
  dataDir?: string;
  /** Environment variables that replace those of every scenario. */
  env?: Record<string, string>;
  /** Whether the instances reach Postgres through a proxy that injects faults. */
  isDatabaseProxied?: boolean;
  /** Whether each instance has its own clock. */
  hasOwnClocks?: boolean;
  /** The network the instances run in, if not the host's. Postgres cannot be reached from there. */
  network?: IsolatedNetwork;
}

export const ROOT = resolve(import.meta.dirname, "../..");

/** Creates the parts of a deployment. No instance is started yet. */
export async function createDeployment(options: DeploymentOptions): Promise<Deployment> {
  const { db, tree, folder } = options;
  const dataDir = options.dataDir ?? join(folder, "data");
  mkdirSync(dataDir, { recursive: true });
  const { postgres, database } = await startDatabase(options);
  const port = freePort();
  const url = `http://localhost:${port}`;
  const env = {
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: database?.url ?? postgres?.url ?? "",
    APP_SECRET: randomBytes(32).toString("base64url"),
    RATE_LIMITS: "off",
    ...options.env,
  };
  const clocks = createClocks(options);
  const instances = createInstances(options, env, clocks);
  const targets = () => instances.filter((one) => one.isInService());
  const proxy = await startFaultyLoadBalancer({ port, targets, random: options.random.fork("proxy") });

  async function stopAll(): Promise<void> {
    await Promise.all(instances.map((one) => one.end("SIGTERM")));
  }

  return {
    db,
    tree,
    url,
    proxy,
    instances,
    postgres,
    database,
    clocks,
    dataDir,
    env,
    async startAll() {
      for (const one of instances) if (!one.isRunning()) await one.start();
    },
    stopAll,
    async [Symbol.asyncDispose]() {
      await Promise.all(instances.map((one) => one.end("SIGKILL")));
      await proxy[Symbol.asyncDispose]();
      await database?.[Symbol.asyncDispose]();
      await postgres?.[Symbol.asyncDispose]();
    },
  };
}

async function startDatabase({
  db,
  isDatabaseProxied,
  random,
}: DeploymentOptions): Promise<Pick<Deployment, "postgres" | "database">> {
  if (db === "sqlite") return { postgres: null, database: null };
  const postgres = await startPostgresServer();
  if (isDatabaseProxied !== true) return { postgres, database: null };
  return {
    postgres,
    database: await startFaultyPostgresProxy(postgres.url, freePort(), random.fork("database")),
  };
}

function createClocks({ hasOwnClocks, instances, folder }: DeploymentOptions): FakeClock[] {
  const count = hasOwnClocks === true ? instances : 0;
  return Array.from({ length: count }, (_, place) => createFakeClock(join(folder, `clock-${place}`)));
}

function createInstances(
  { tree, folder, counters, instances, network }: DeploymentOptions,
  env: Deployment["env"],
  clocks: readonly FakeClock[],
) {
  return Array.from(
    { length: instances },
    (_, place) =>
      new Instance({
        tree,
        host: network?.addresses[0] ?? "127.0.0.1",
        port: freePort(),
        prefix: network?.prefix ?? [],
        env: { ...env, ...clocks[place]?.env },
        logFile: join(folder, `instance-${place}.log`),
        onUnexpectedExit: (code, output) =>
          counters.count("unhealthy", `instance ${place} ended (${code}): ${output}`),
      }),
  );
}
