import { describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testPostgresUrl } from "../../../test/test-postgres-url.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { type Config, readConfig } from "./config.ts";
import { openStore } from "./open-store.ts";
import { startFailureText } from "./start-failure-text.ts";

const SECRET = "q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";

/** What an operator with this environment reads, where the database cannot be opened. */
async function lineOf(env: Record<string, string>): Promise<string> {
  const read = readConfig(env);
  if ("problem" in read) throw new Error(read.problem);
  return lineOfConfig(read.config);
}

async function lineOfConfig(config: Config): Promise<string> {
  return openStore(config).then(
    (store) => store.close().then(() => "it has started"),
    (error: unknown) => startFailureText(error, config),
  );
}

/** A server that answers every start-up of Postgres's protocol with this error. */
function postgresThatSays(state: string, message: string) {
  return Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data(socket) {
        const fields = `SFATAL\0VFATAL\0C${state}\0M${message}\0\0`;
        const answer = Buffer.alloc(5 + fields.length);
        answer.write("E", 0);
        answer.writeInt32BE(4 + fields.length, 1);
        answer.write(fields, 5);
        socket.write(answer);
        socket.end();
      },
    },
  });
}

function onPostgres(port: number, more = "/chat") {
  return { DATABASE_URL: `postgres://ana:hunter2@127.0.0.1:${port}${more}`, APP_SECRET: SECRET };
}

describe("a Postgres that cannot be used is one line that names the variable, the fault and the way out", () => {
  test.each([
    ["28P01", 'password authentication failed for user "ana"', 'does not accept the password of user "ana"'],
    ["28000", "no pg_hba.conf entry for host, no encryption", "?sslmode=require"],
    ["3D000", 'database "chat" does not exist', 'has no database "chat". Create it'],
    ["53300", "sorry, too many clients already", "has no connection left"],
    ["57P03", "the database system is starting up", "is starting up"],
    ["42501", "permission denied for schema public", 'does not let user "ana" create tables'],
    ["25006", "cannot execute CREATE TABLE in a read-only transaction", "is a standby that only reads"],
    ["53100", "could not extend file: No space left on device", "is full"],
    ["XX000", "something\nelse", "answered XX000: something"],
  ])("%s", async (state, message, expected) => {
    const server = postgresThatSays(state, message);
    const line = await lineOf(onPostgres(server.port));
    server.stop(true);

    expect(line).toStartWith("DATABASE_URL: ");
    expect(line).toContain(expected);
    expect(line).toContain(`127.0.0.1:${server.port}`);
    expect(line).not.toMatch(/\n|hunter2/);
  });

  test("nobody there", async () => {
    expect(await lineOf(onPostgres(1))).toBe(
      "DATABASE_URL: nothing answers at 127.0.0.1:1. Start Postgres there, or correct host and port.",
    );
  });

  test("a host that does not exist", async () => {
    const env = { DATABASE_URL: "postgres://ana:hunter2@no-such-host.invalid/chat", APP_SECRET: SECRET };
    expect(await lineOf(env)).toBe(
      "DATABASE_URL: the host no-such-host.invalid is not known to this machine. Correct its name.",
    );
  });

  test("something else there", async () => {
    const web = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response("hello") });
    const port = web.port ?? 0;
    const line = await lineOf(onPostgres(port));
    await web.stop(true);

    expect(line).toContain(`what is at 127.0.0.1:${port} ends the connection, so it may be no Postgres`);
  }, 20_000);

  test.each(["?sslmode=maybe", "?sslmode=verify-full&sslrootcert=/nowhere/ca.pem"])(
    "parameters that the client cannot use: %s",
    async (parameters) => {
      const line = await lineOf(onPostgres(1, `/chat${parameters}`));

      expect(line).toStartWith("DATABASE_URL: ");
      expect(line).toEndWith("Correct the parameters behind the name of the database.");
      expect(line).not.toContain("hunter2");
    },
  );

  test("a database that a real server does not have", async () => {
    const url = Object.assign(new URL(await testPostgresUrl()), { pathname: "/nobody_made_this" });
    const line = await lineOf({ DATABASE_URL: url.href, APP_SECRET: SECRET });

    expect(line).toContain('has no database "nobody_made_this"');
  });
});

describe("a data folder that cannot be used is one line that names the variable, the path and the way out", () => {
  const cases: readonly (readonly [string, (folder: string) => void, string])[] = [
    ["a file", (folder) => writeFileSync(join(folder, "data"), "x"), "is a file and must be a folder"],
    [
      "a link to nowhere",
      (folder) => symlinkSync(join(folder, "gone", "x"), join(folder, "data")),
      "is a link that leads nowhere",
    ],
    [
      "a link to itself",
      (folder) => symlinkSync(join(folder, "data"), join(folder, "data")),
      "leads to itself",
    ],
    [
      "no database in it",
      (folder) => {
        mkdirSync(join(folder, "data"));
        writeFileSync(join(folder, "data", "switchboard.db"), "This is a note about the database.");
      },
      "is not a SQLite database",
    ],
    [
      "a folder in its place",
      (folder) => mkdirSync(join(folder, "data", "switchboard.db"), { recursive: true }),
      "is not a file",
    ],
    [
      "a damaged database",
      (folder) => {
        mkdirSync(join(folder, "data"));
        const bytes = Buffer.alloc(40_000, 0x55);
        bytes.write("SQLite format 3\0", "latin1");
        writeFileSync(join(folder, "data", "switchboard.db"), bytes);
      },
      "is damaged, or no SQLite database",
    ],
  ];
  test.each(cases)("%s", async (_what, make, expected) => {
    using folder = temporaryFolder();
    make(folder.path);
    const line = await lineOf({ DATA_DIR: join(folder.path, "data") });

    expect(line).toStartWith("DATA_DIR");
    expect(line).toContain(expected);
    expect(line).toContain(folder.path);
    expect(line).not.toContain("\n");
  });

  test("a place where nobody may create one", async () => {
    const line = await lineOf({ DATA_DIR: "/proc/switchboard/data" });

    expect(line).toStartWith("DATA_DIR: /proc/switchboard");
  });

  test.each([
    ["EACCES", "may not use /data/switchboard.db"],
    ["EROFS", "is mounted read-only"],
    ["ENOSPC", "the disk is full"],
    ["EIO", "cannot be used (EIO)"],
  ])("what the file system says: %s", async (code, expected) => {
    const error = Object.assign(new Error("…"), { code, path: "/data/switchboard.db" });
    const line = await startFailureText(error, { databaseUrl: null, dataDir: "/data" });

    expect(line).toStartWith("DATA_DIR: ");
    expect(line).toContain(expected);
  });

  test.each([
    ["SQLITE_FULL", "the disk is full"],
    ["SQLITE_IOERR_WRITE", "the disk is full"],
    ["SQLITE_CANTOPEN", "belong to the user of this process"],
    ["SQLITE_READONLY", "belong to the user of this process"],
    ["SQLITE_BUSY", "written by another program"],
  ])("what SQLite says: %s", async (code, expected) => {
    const error = new Error("outer", { cause: Object.assign(new Error("inner"), { code }) });
    const line = await startFailureText(error, { databaseUrl: null, dataDir: "/data" });

    expect(line).toStartWith("DATA_DIR: /data/switchboard.db ");
    expect(line).toContain(expected);
  });

  test("what nobody has foreseen is one line all the same", async () => {
    const line = await startFailureText(new Error("first\nsecond"), { databaseUrl: null, dataDir: "/data" });
    expect(line).toBe("first");
  });
});
