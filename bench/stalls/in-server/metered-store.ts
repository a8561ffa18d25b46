import type { Store } from "#server/db/store/store.ts";

/** What a caller held while others waited for it. On Postgres, reading one snapshot keeps nobody waiting. */
export type Held = "writer" | "snapshot";

export interface StoreMeterDeps {
  /** Monotonic, in milliseconds. */
  now: () => number;
  /** Called with each hold, in milliseconds. */
  onHeld: (what: Held, ms: number) => void;
}

/** What a method takes besides the work. */
type Options<Method> = Method extends (work: never, ...options: infer Rest) => unknown ? Rest : never;

/**
 * Wraps a store so that each hold of a lock is reported. On SQLite a writer is held from the beginning of a
 * transaction until its commit, and by a wipe of the file for as long as a write that comes meanwhile has to wait. On
 * Postgres an organization is held from the moment its row is locked until the commit; in a transaction that does not
 * lock it, from its first statement.
 */
export function meteredStore(store: Store, { now, onHeld }: StoreMeterDeps): Store {
  let wipes = 0;
  return {
    ...store,
    async transact(work, ...options: Options<Store["transact"]>) {
      const calledAt = now();
      let isWiping = wipes > 0;
      let since = calledAt;
      try {
        return await store.transact(
          (writer) => {
            since = now();
            if (isWiping) onHeld("writer", since - calledAt);
            isWiping = false;
            const lock: typeof writer.lock = async (orgId) => {
              await writer.lock(orgId);
              since = now();
            };
            return work({ ...writer, lock });
          },
          ...options,
        );
      } finally {
        onHeld("writer", now() - since);
      }
    },
    async snapshot(work) {
      let since = now();
      try {
        return await store.snapshot((reader) => {
          since = now();
          return work(reader);
        });
      } finally {
        if (store.dialect === "sqlite") onHeld("snapshot", now() - since);
      }
    },
    async wipe(...options: Parameters<Store["wipe"]>) {
      wipes += 1;
      try {
        return await store.wipe(...options);
      } finally {
        wipes -= 1;
      }
    },
  };
}
