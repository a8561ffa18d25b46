import { expect, test } from "bun:test";
import { isUnavailable } from "./unavailable.ts";

const withCode = (own: object, message = "no") => Object.assign(new Error(message), own);

test("a full disk, a lock and a lost connection may be better later, however deep they lie", () => {
  for (const own of [
    { code: "SQLITE_BUSY" },
    { code: "SQLITE_FULL" },
    { code: "SQLITE_IOERR_WRITE" },
    { code: "ERR_POSTGRES_CONNECTION_CLOSED" },
    { code: "ERR_POSTGRES_SERVER_ERROR", errno: "57P03" },
    { code: "ERR_POSTGRES_SERVER_ERROR", errno: "53100" },
    { code: "ECONNREFUSED" },
  ]) {
    expect(isUnavailable(withCode(own))).toBe(true);
    expect(isUnavailable(new Error("Failed query", { cause: withCode(own) }))).toBe(true);
  }
});

test("a mistake of ours stays one: it would be the same later", () => {
  for (const error of [
    withCode({ code: "SQLITE_CONSTRAINT_UNIQUE" }),
    withCode({ code: "ERR_POSTGRES_SERVER_ERROR", errno: "23505" }),
    withCode({ code: "ERR_POSTGRES_SYNTAX_ERROR" }),
    new Error("SQLITE_BUSY is only mentioned"),
    null,
    "SQLITE_BUSY",
  ])
    expect(isUnavailable(error)).toBe(false);
});
