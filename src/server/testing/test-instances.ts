import type { Store } from "../db/store/store.ts";
import { POSTGRES } from "../db/testing/engines.ts";
import { keepTime } from "../services/instances/scheduler.ts";
import { type Differences, startWorld, until, type World } from "./test-server.ts";

/** One of several whole Switchboards on one Postgres. */
export interface MachineWorld extends World {
  /** Stops its clock and its word to the others, as a process that hangs: sockets and a running turn stay. */
  freeze(): Promise<void>;
}

/** Several machines of one deployment, at least two. */
export interface Machines extends AsyncDisposable {
  all: readonly MachineWorld[];
  /** The first, the second and the last. */
  here: MachineWorld;
  there: MachineWorld;
  yonder: MachineWorld;
  databaseUrl: string;
}

/** Starts `count` machines that know of each other: they share one company and keep its time together. */
export async function startMachines(
  count: number,
  { isExpected, now }: { isExpected?: (error: string) => boolean; now?: () => number } = {},
): Promise<Machines> {
  const place = await POSTGRES.place();
  const { databaseUrl } = place;
  const shared = { databaseUrl, ...(isExpected === undefined ? {} : { isExpected }) };
  const all: MachineWorld[] = [];
  const clock = now === undefined ? {} : { now };
  for (let i = 0; i < count; i += 1) all.push(await startMachine(await place.open(clock), shared));
  await meet(all);
  const [here, there, yonder = there] = all;
  if (here === undefined || there === undefined || yonder === undefined) throw new Error("at least two");
  return {
    all,
    here,
    there,
    yonder,
    databaseUrl,
    async [Symbol.asyncDispose]() {
      for (const machine of all) await machine[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

async function startMachine(store: Store, shared: Differences): Promise<MachineWorld> {
  const world = await startWorld(store, Date.now, shared);
  await world.house.heart.beat();
  const time = new AbortController();
  const keeping = keepTime(world.house, time.signal);
  const stop = async () => {
    time.abort();
    await keeping;
  };
  return {
    ...world,
    async freeze() {
      await stop();
      await world.house.wire.close();
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** Until every machine hears every other, nothing is sent. */
async function meet(all: readonly MachineWorld[]): Promise<void> {
  for (const one of all) {
    for (const other of all) {
      if (one === other) continue;
      const { promise, resolve } = Promise.withResolvers<void>();
      let isHeard = false;
      other.house.wire.onParcel((parcel) => {
        if (parcel.kind !== "ask" || parcel.sessionId !== `ses_${one.origin}`) return;
        isHeard = true;
        resolve();
      });
      await until(() => {
        one.house.wire.send({ kind: "ask", orgId: "org_", sessionId: `ses_${one.origin}` });
        return isHeard;
      });
      await promise;
    }
  }
}

/** As when a process was killed: nobody has heard of it for long. */
export async function declareSilent({ house: { desk, store } }: MachineWorld): Promise<void> {
  const { instance } = store.tables;
  const isIt = store.among(instance.id, [desk.instanceId]);
  await store.transact(async ({ db }) => void (await db.update(instance).set({ seenAt: 1 }).where(isIt)));
}
