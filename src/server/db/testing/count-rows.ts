import type { Reader, Store } from "../store/store.ts";

/** Returns a view of a store that counts the rows its queries return, outside writes. */
export function countRows(store: Store): { store: Store; rows: () => number } {
  let rows = 0;

  function onReader(reader: Reader): Reader {
    const db = counted(reader.db);
    const counting: Reader = {
      ...reader,
      db,
      // Not kept, so that statements are rendered with the counting connection.
      statements: { of: (render, from) => render({ ...from, db }) },
    };
    return counting;
  }

  /** A proxy of a query, whose methods return such proxies, until one returns a promise of rows. */
  function counted<T extends object>(query: T): T {
    return new Proxy(query, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        if (name === "then")
          return (...on: Parameters<Promise<unknown>["then"]>) => count(target).then(...on);
        return (...given: unknown[]) => {
          const result: unknown = value.apply(target, given);
          if (name === "execute") return count(result);
          return typeof result === "object" && result !== null ? counted(result) : result;
        };
      },
    });
  }

  async function count(query: unknown): Promise<unknown> {
    const found = await query;
    if (Array.isArray(found)) rows += found.length;
    return found;
  }

  return {
    store: {
      ...store,
      ...onReader(store),
      snapshot: (work) => store.snapshot((reader) => work(onReader(reader))),
    },
    rows: () => rows,
  };
}
