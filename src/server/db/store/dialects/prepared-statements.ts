import type { PreparedStatements } from "../store.ts";

/** Creates an empty cache of the statements of one connection. */
export function createPreparedStatements(): PreparedStatements {
  const rendered = new Map<unknown, unknown>();

  return {
    of<From, Statements>(render: (from: From) => Statements, from: From): Statements {
      const statements = rendered.get(render);
      // The key is the function that created the value.
      if (statements !== undefined) return statements as Statements;
      const made = render(from);
      rendered.set(render, made);
      return made;
    },
  };
}
