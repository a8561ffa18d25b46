import type { PreparedStatements } from "../store.ts";

/** The statements of a handle, none of them rendered yet. */
export function createPreparedStatements(): PreparedStatements {
  const rendered = new Map<unknown, unknown>();

  return {
    of<From, Statements>(render: (from: From) => Statements, from: From): Statements {
      const statements = rendered.get(render);
      // What a function has made is kept under the function itself.
      if (statements !== undefined) return statements as Statements;
      const made = render(from);
      rendered.set(render, made);
      return made;
    },
  };
}
