import { randomBytes } from "node:crypto";
import type { Browser } from "playwright/test";
import { startTcpLoadBalancer } from "../../test/tcp-load-balancer.ts";
import { createTestDatabase } from "./test-database.ts";
import { startSwitchboardProcess, type SwitchboardProcess } from "./switchboard-process.ts";
import { freePort } from "./free-port.ts";
import { startTestbedFor, type Testbed } from "./testbed.ts";

/** A testbed with several instances, which share one Postgres. */
export interface InstanceGroup extends AsyncDisposable {
  testbed: Testbed;
  instances: readonly SwitchboardProcess[];
}

interface InstanceGroupOptions {
  count: number;
  /** Whether a balancer gives all instances one address; otherwise each has its own. */
  isBalanced: boolean;
}

/** Starts the instances, with a testbed on the first one. */
export async function startInstances(
  browser: Browser,
  { count, isBalanced }: InstanceGroupOptions,
): Promise<InstanceGroup> {
  const appSecret = randomBytes(32).toString("base64url");
  const databaseUrl = await createTestDatabase();
  const ports: number[] = [];
  const balancer = isBalanced ? await startTcpLoadBalancer(ports, await freePort()) : null;
  const deployment = {
    databaseUrl,
    appSecret,
    ...(balancer === null ? {} : { url: `http://localhost:${balancer.port}` }),
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
      await balancer?.[Symbol.asyncDispose]();
    },
  };
}
