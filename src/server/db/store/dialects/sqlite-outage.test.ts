import { expect, test } from "bun:test";
import { isSqliteOutage } from "./sqlite-outage.ts";

const failed = (code: string) => Object.assign(new Error("no"), { code });

test("a full disk, a lock and a failing disk may be better later, however deep they lie", () => {
  for (const code of ["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR_WRITE"]) {
    expect(isSqliteOutage(failed(code))).toBe(true);
    expect(isSqliteOutage(new Error("Failed query", { cause: failed(code) }))).toBe(true);
  }
});

test("a mistake of ours stays one: it would be the same later", () => {
  for (const error of [failed("SQLITE_CONSTRAINT_UNIQUE"), new Error("SQLITE_BUSY is only named"), null])
    expect(isSqliteOutage(error)).toBe(false);
});
