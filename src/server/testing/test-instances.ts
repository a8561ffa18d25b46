import type { Store } from "../db/store/store.ts";
import { POSTGRES } from "../db/testing/engines.ts";
import { runBackground } from "../startup/background.ts";
import { type TestServerOptions, startTestServer, until, type TestServer } from "./test-server.ts";

/** One of several whole servers on one Postgres. */
export interface TestInstance extends TestServer {
  /**
   * Stops its scheduler and its notices to the others, like a process that hangs. Sockets and a running turn stay.
   */
  freeze(): Promise<void>;
}

/** Several instances of one deployment, at least two. */
export interface TestInstances extends AsyncDisposable {
  all: readonly TestInstance[];
  /** The first instance, followed by the second and the last one. */
  here: TestInstance;
  there: TestInstance;
  yonder: TestInstance;
  databaseUrl: string;
}

/** Starts `count` instances that are connected to each other: they share one company and its scheduled work. */
export async function startTestInstances(
  count: number,
  { isExpected, now }: { isExpected?: (error: string) => boolean; now?: () => number } = {},
): Promise<TestInstances> {
  const place = await POSTGRES.place();
  const { databaseUrl } = place;
  const shared = { databaseUrl, ...(isExpected === undefined ? {} : { isExpected }) };
  const all: TestInstance[] = [];
  const clock = now === undefined ? {} : { now };
  for (let i = 0; i < count; i += 1) all.push(await startInstance(await place.open(clock), shared));
  await connectAll(all);
  const [here, there, yonder = there] = all;
  if (here === undefined || there === undefined || yonder === undefined) throw new Error("at least two");
  return {
    all,
    here,
    there,
    yonder,
    databaseUrl,
    async [Symbol.asyncDispose]() {
      for (const instance of all) await instance[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

async function startInstance(store: Store, shared: TestServerOptions): Promise<TestInstance> {
  const server = await startTestServer(store, Date.now, shared);
  await server.composition.heartbeat.beat();
  const shutdown = new AbortController();
  const background = runBackground(server.composition, shutdown.signal);
  const stop = async () => {
    shutdown.abort();
    await background;
  };
  return {
    ...server,
    async freeze() {
      await stop();
      await server.composition.peerChannel.close();
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Waits until every instance is connected to every other, because notices are lost before that. */
async function connectAll(all: readonly TestInstance[]): Promise<void> {
  for (const one of all) {
    for (const other of all) {
      if (one === other) continue;
      const { promise, resolve } = Promise.withResolvers<void>();
      let isReceived = false;
      other.composition.peerChannel.onNotice((notice) => {
        if (notice.kind !== "ask" || notice.sessionId !== `ses_${one.origin}`) return;
        isReceived = true;
        resolve();
      });
      await until(() => {
        one.composition.peerChannel.send({ kind: "ask", orgId: "org_", sessionId: `ses_${one.origin}` });
        return isReceived;
      });
      await promise;
    }
  }
}

/** Makes an instance look killed, with its last heartbeat long ago. */
export async function declareDead({ composition: { services, store } }: TestInstance): Promise<void> {
  const { instance } = store.tables;
  const isIt = store.among(instance.id, [services.instanceId]);
  await store.transact(async ({ db }) => void (await db.update(instance).set({ seenAt: 1 }).where(isIt)));
}
