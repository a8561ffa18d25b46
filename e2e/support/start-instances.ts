import { randomBytes } from "node:crypto";
import type { Browser } from "playwright/test";
import { startTcpLoadBalancer } from "../../test/tcp-load-balancer.ts";
import { createTestDatabase } from "./test-database.ts";
import { freePort, startSwitchboardProcess, type SwitchboardProcess } from "./switchboard-process.ts";
import { startTestbedFor, type Testbed } from "./testbed.ts";

/** A world on several machines, which share one Postgres. */
export interface InstanceGroup extends AsyncDisposable {
  testbed: Testbed;
  instances: readonly SwitchboardProcess[];
}

interface Shape {
  machines: number;
  /** All at one address, behind a balancer; else each at its own. */
  isBalanced: boolean;
}

/** Starts the machines, and a world around the first. */
export async function startInstances(
  browser: Browser,
  { machines: count, isBalanced }: Shape,
): Promise<InstanceGroup> {
  const appSecret = randomBytes(32).toString("base64url");
  const databaseUrl = await createTestDatabase();
  const ports: number[] = [];
  const door = isBalanced ? await startTcpLoadBalancer(ports, await freePort()) : null;
  const deployment = {
    databaseUrl,
    appSecret,
    ...(door === null ? {} : { url: `http://localhost:${door.port}` }),
  };
  const instances: SwitchboardProcess[] = [];
  const add = async () => {
    const instance = await startSwitchboardProcess(deployment);
    ports.push(instance.port);
    instances.push(instance);
    return instance;
  };
  const testbed = await startTestbedFor(browser, await add());
  while (instances.length < count) await add();
  return {
    testbed,
    instances,
    async [Symbol.asyncDispose]() {
      await testbed[Symbol.asyncDispose]();
      for (const instance of instances) await instance[Symbol.asyncDispose]();
      await door?.[Symbol.asyncDispose]();
    },
  };
}
