import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { fileFaultText, findFileFault } from "./file-fault-text.ts";
import { findPostgresFault, postgresFaultText } from "./postgres-fault-text.ts";
import { findSqliteCode, sqliteFaultText } from "./sqlite-fault-text.ts";

const errorWith = (members: object, cause?: unknown) =>
  Object.assign(new Error("what it says", { cause }), members);
const URL_OF_CHAT = "postgres://ana:hunter2@db.example:6000/chat";

describe("the fault behind an error is found however deep it is", () => {
  test("of Postgres, with the state if the server spoke", () => {
    const spoken = errorWith({ code: "ERR_POSTGRES_SERVER_ERROR", errno: "28P01" });

    expect(findPostgresFault(errorWith({}, errorWith({ code: "EPIPE" }, spoken)))).toEqual({
      code: "ERR_POSTGRES_SERVER_ERROR",
      state: "28P01",
      message: "what it says",
    });
    expect(findPostgresFault(errorWith({ code: "ERR_POSTGRES_CONNECTION_REFUSED" }))?.state).toBeNull();
    for (const other of [null, "text", errorWith({ code: "ECONNREFUSED" }), errorWith({})])
      expect(findPostgresFault(other)).toBeNull();
  });

  test("of the file system, with the path", () => {
    const fault = errorWith({ code: "ENOSPC", path: "/data/switchboard.db" });

    expect(findFileFault(errorWith({}, fault))).toEqual({ code: "ENOSPC", path: "/data/switchboard.db" });
    for (const other of [
      null,
      errorWith({ code: "ENOSPC" }),
      errorWith({ path: "/data" }),
      errorWith({ code: "SQLITE_FULL", path: "/data" }),
      errorWith({ code: "ERR_1", path: "/data" }),
    ])
      expect(findFileFault(other)).toBeNull();
  });

  test("of SQLite", () => {
    expect(findSqliteCode(errorWith({}, errorWith({ code: "SQLITE_BUSY" })))).toBe("SQLITE_BUSY");
    for (const other of [null, "SQLITE_BUSY", errorWith({ code: "EBUSY" }), errorWith({})])
      expect(findSqliteCode(other)).toBeNull();
  });
});

function lineOf(code: string, state: string | null = null, url = URL_OF_CHAT): Promise<string> {
  return postgresFaultText({ code, state, message: "first\nsecond" }, url);
}

describe("a line about Postgres", () => {
  test.each([
    ["ERR_POSTGRES_CONNECTION_TIMEOUT", "does not answer as a Postgres in time"],
    ["ERR_POSTGRES_TLS_NOT_AVAILABLE", "does not speak TLS"],
    ["ERR_POSTGRES_TLS_UPGRADE_FAILED", "does not speak TLS"],
    ["ERR_POSTGRES_CONNECTION_FAILED", "ends the connection"],
    ["ERR_POSTGRES_CONNECTION_CLOSED", "ends the connection"],
    ["ERR_POSTGRES_OTHER", "cannot be used (ERR_POSTGRES_OTHER)"],
  ])("says what the client met: %s", async (code, expected) => {
    const line = await lineOf(code);

    expect(line).toContain("db.example:6000");
    expect(line).toContain(expected);
  });

  test("names the port that is meant where none is written", async () => {
    const line = await lineOf("ERR_POSTGRES_OTHER", null, "postgres://db.example/chat");

    expect(line).toContain("db.example:5432 ");
  });

  test.each([
    ["28P01", 'does not accept the password of user "ana"'],
    ["28000", 'does not let user "ana" in from here'],
    ["3D000", 'has no database "chat"'],
    ["42501", 'does not let user "ana" create tables in database "chat"'],
    ["42P07", 'database "chat" at db.example:6000 has tables of another program'],
    ["25006", "is a standby that only reads"],
    ["42704", "does not know a parameter of the address: first. It belongs to another program"],
    ["53300", "has no connection left"],
    ["53100", "the disk of Postgres at db.example:6000 is full"],
    ["57P03", "is starting up"],
    ["XX000", "answered XX000: first"],
  ])("says what the server answered: %s", async (state, expected) => {
    const line = await lineOf("ERR_POSTGRES_SERVER_ERROR", state);

    expect(line).toContain(expected);
    expect(line).not.toMatch(/hunter2|\n/);
  });

  test("names user and database as they are, not as they are written in an address", async () => {
    expect(await lineOf("", "28000", "postgres://an%20a@db/ch%C3%A4t")).toContain('user "an a"');
    expect(await lineOf("", "3D000", "postgres://an%20a@db/ch%C3%A4t")).toContain('no database "chät"');
    expect(await lineOf("", "3D000", "postgres://ana@db")).toContain('no database "ana"');
  });
});

describe("a line about a file", () => {
  test.each([
    ["EROFS", "mounted read-only"],
    ["ENOSPC", "the disk is full"],
    ["EDQUOT", "the disk is full"],
    ["EFBIG", "the disk is full"],
    ["ENOTDIR", "is a file and must be a folder"],
    ["EEXIST", "is a file and must be a folder"],
    ["EISDIR", "is a folder and must be a file"],
    ["ENOENT", "cannot be created there"],
    ["ELOOP", "leads to itself"],
    ["EIO", "cannot be used (EIO)"],
  ])("says the fault and the path: %s", (code, expected) => {
    const line = fileFaultText({ code, path: "/data/x" });

    expect(line).toContain(expected);
    expect(line).toContain("/data/x");
  });

  test.each(["EACCES", "EPERM"])(
    "of another user names both, by the nearest folder that is there: %s",
    (code) => {
      using folder = temporaryFolder();
      const inner = join(folder.path, "inner");
      mkdirSync(inner);
      chmodSync(inner, 0o700);
      const line = fileFaultText({ code, path: join(inner, "missing", "x") });

      expect(line).toContain(`(user ${process.getuid?.()}) may not use ${inner}/missing/x`);
      expect(line).toContain(`; ${inner} belongs to user ${process.getuid?.()}.`);
    },
  );
});

test.each([
  ["SQLITE_FULL", "the disk is full, or fails"],
  ["SQLITE_IOERR_READ", "the disk is full, or fails"],
  ["SQLITE_NOTADB", "is damaged, or no SQLite database"],
  ["SQLITE_CORRUPT_INDEX", "is damaged, or no SQLite database"],
  ["SQLITE_CANTOPEN", "cannot be opened for writing"],
  ["SQLITE_READONLY_DBMOVED", "cannot be opened for writing"],
  ["SQLITE_PERM", "cannot be opened for writing"],
  ["SQLITE_AUTH", "cannot be opened for writing"],
  ["SQLITE_BUSY", "is being written by another program"],
  ["SQLITE_LOCKED", "is being written by another program"],
  ["SQLITE_MISUSE", "cannot be used (SQLITE_MISUSE)"],
  ["ERR_SQLITE_FULL", "cannot be used (ERR_SQLITE_FULL)"],
])("a line about a SQLite file says the fault and the file: %s", (code, expected) => {
  const line = sqliteFaultText(code, "/data/switchboard.db");

  expect(line).toStartWith("/data/switchboard.db ");
  expect(line).toContain(expected);
});
