import type { Reader } from "./store.ts";

/**
 * Statements that are rendered once for each connection and not once for each question: SQLite has answered before
 * Drizzle has put the words together.
 */
export function preparePerConnection<From extends Pick<Reader, "statements">, Statements>(
  render: (from: From) => Statements,
): (from: From) => Statements {
  return (from) => from.statements.of(render, from);
}
