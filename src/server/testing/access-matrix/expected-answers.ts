import { join } from "node:path";
import { ACTORS, type Actor } from "./actors.ts";

/** The kind of ids a call names. */
export type Naming = "own" | "foreign" | "absent" | "malformed";

/** The page `docs/who-may-what.md`, parsed. */
export interface ExpectedAnswers {
  procedures: readonly string[];
  /** The expected response; `null` if the page has no row. */
  expected: (procedure: string, naming: Naming, actor: Actor) => Cell | null;
}

/** An expected response. `none` is an empty one. */
export type Cell = "ok" | "none" | "400" | "401" | "403" | "404" | "409";

const PAGE = join(import.meta.dir, "../../../../docs/who-may-what.md");
const ROW = /^\| `([\w.]+)` +\| ([\w, ]+) \|(.*)\|$/;

/** Parses the table of the page. @throws Error for an incomplete row */
export async function readExpectedAnswers(): Promise<ExpectedAnswers> {
  const rows = new Map<string, readonly string[]>();
  for (const line of (await Bun.file(PAGE).text()).split("\n")) {
    const [, procedure = "", namings = "", cells = ""] = ROW.exec(line) ?? [];
    if (procedure === "") continue;
    const answers = cells.split("|").map((cell) => cell.trim());
    if (answers.length !== ACTORS.length)
      throw new Error(`the row of ${procedure} in docs/who-may-what.md needs ${ACTORS.length} answers`);
    for (const naming of namings.split(",")) rows.set(`${procedure} ${naming.trim()}`, answers);
  }
  return {
    procedures: [...new Set([...rows.keys()].map((key) => key.split(" ")[0] ?? ""))],
    expected: (procedure, naming, actor) =>
      (rows.get(`${procedure} ${naming}`)?.[ACTORS.indexOf(actor)] as Cell | undefined) ?? null,
  };
}
