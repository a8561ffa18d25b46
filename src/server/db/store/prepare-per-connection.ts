/**
 * Statements that are rendered once for each connection and not once for each question: SQLite has answered before
 * Drizzle has put the words together.
 */
export function preparePerConnection<From extends { db: object }, Statements>(
  render: (from: From) => Statements,
): (from: From) => Statements {
  const known = new WeakMap<From["db"], Statements>();
  return (from) => {
    const statements = known.get(from.db) ?? render(from);
    known.set(from.db, statements);
    return statements;
  };
}
