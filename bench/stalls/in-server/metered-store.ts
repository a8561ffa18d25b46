import type { Store } from "#server/db/store/store.ts";

/** What a caller held while others waited for it. On Postgres, reading one snapshot keeps nobody waiting. */
export type Held = "writer" | "snapshot";

export interface StoreMeterDeps {
  /** Monotonic, in milliseconds. */
  now: () => number;
  /** Called with each hold, in milliseconds. */
  onHeld: (what: Held, ms: number) => void;
}

/**
 * Wraps a store so that each hold of a lock is reported. On SQLite a writer is held from the beginning of a
 * transaction until its commit, and while the file is wiped. On Postgres an organization is held from the moment its
 * row is locked until the commit; in a transaction that does not lock it, from its first statement.
 */
export function meteredStore(store: Store, { now, onHeld }: StoreMeterDeps): Store {
  return {
    ...store,
    async transact(work) {
      let since = now();
      try {
        return await store.transact((writer) => {
          since = now();
          const lock: typeof writer.lock = async (orgId) => {
            await writer.lock(orgId);
            since = now();
          };
          return work({ ...writer, lock });
        });
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
    async wipe() {
      const since = now();
      try {
        await store.wipe();
      } finally {
        if (store.dialect === "sqlite") onHeld("writer", now() - since);
      }
    },
  };
}
