import { randomBytes } from "node:crypto";
import type { Browser } from "playwright/test";
import { startBalancer } from "../../test/tcp-load-balancer.ts";
import { createDatabase } from "./test-database.ts";
import { freePort, startSwitchboard, type Switchboard } from "./switchboard-process.ts";
import { startWorldOf, type World } from "./testbed.ts";

/** A world on several machines, which share one Postgres. */
export interface Fleet extends AsyncDisposable {
  world: World;
  machines: readonly Switchboard[];
}

interface Shape {
  machines: number;
  /** All at one address, behind a balancer; else each at its own. */
  isBalanced: boolean;
}

/** Starts the machines, and a world around the first. */
export async function startFleet(browser: Browser, { machines: count, isBalanced }: Shape): Promise<Fleet> {
  const appSecret = randomBytes(32).toString("base64url");
  const databaseUrl = await createDatabase();
  const ports: number[] = [];
  const door = isBalanced ? await startBalancer(ports, await freePort()) : null;
  const deployment = {
    databaseUrl,
    appSecret,
    ...(door === null ? {} : { url: `http://localhost:${door.port}` }),
  };
  const machines: Switchboard[] = [];
  const add = async () => {
    const machine = await startSwitchboard(deployment);
    ports.push(machine.port);
    machines.push(machine);
    return machine;
  };
  const world = await startWorldOf(browser, await add());
  while (machines.length < count) await add();
  return {
    world,
    machines,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      for (const machine of machines) await machine[Symbol.asyncDispose]();
      await door?.[Symbol.asyncDispose]();
    },
  };
}
