import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { advice } from "../../test/advice.ts";
import { visitorCalls } from "../../attack/long-chat/visitor-calls.ts";

const PAGE = readFileSync(join(import.meta.dir, "../../docs/who-may-what.md"), "utf8");
/** After this one there is no chat to call anything on. */
const ENDS_THE_CHAT = "session.end";

/** The procedures that a visitor may call and nobody without a widget's key may, from the table's “own” rows. */
function ofVisitors(): string[] {
  return PAGE.split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim()))
    .filter(
      ([, , names = "", nobody, , visitor]) => /\bown\b/.test(names) && nobody === "401" && visitor === "ok",
    )
    .flatMap(([, procedure = ""]) => procedure.match(/^`(.+)`$/)?.[1] ?? []);
}

test("the visitor with the chat of 20,000 messages calls everything that a visitor may call", () => {
  const called = new Set(visitorCalls("ses_1", 0, 1).map(({ path }) => path));
  const expected = ofVisitors().filter((name) => name !== ENDS_THE_CHAT);
  expect(expected.length).toBeGreaterThan(10);
  const missing = [...new Set(expected)].filter((name) => !called.has(name));
  expect(missing, advice`Let the visitor call them too, in ${"attack/long-chat/visitor-calls.ts"}.`).toEqual(
    [],
  );
});
