import type { Reader } from "./store.ts";

/**
 * Renders statements once per connection instead of once per query. With SQLite, Drizzle's rendering takes longer
 * than the query.
 */
export function preparePerConnection<From extends Pick<Reader, "statements">, Statements>(
  render: (from: From) => Statements,
): (from: From) => Statements {
  return (from) => from.statements.of(render, from);
}
