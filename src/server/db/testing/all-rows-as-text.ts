import type { Store } from "../store/store.ts";

/** Joins all rows of all tables into one text, to search for words. */
export async function allRowsAsText({ db, tables }: Store): Promise<string> {
  const contents: unknown[] = [];
  for (const table of Object.values(tables)) contents.push(await db.select().from(table));
  return JSON.stringify(contents);
}
