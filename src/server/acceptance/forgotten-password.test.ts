import { expect, test } from "bun:test";
import { join } from "node:path";
import { openSqlite } from "../db/store/dialects/sqlite.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { ADMIN, PASSWORD, startTestServer } from "../testing/test-server.ts";

const COMMAND = join(import.meta.dir, "../startup/commands/reset-member-password.ts");
const NEXT = "green kettle, quiet morning";

test("the only admin gets in again with a link that the operator printed while the server ran", async () => {
  using folder = temporaryFolder();
  await using server = await startTestServer(await openSqlite(join(folder.path, "switchboard.db")));
  const print = async (...words: string[]) => {
    const command = Bun.spawn([process.execPath, COMMAND, ...words], {
      env: { PATH: process.env["PATH"] ?? "", DATA_DIR: folder.path, PUBLIC_URL: server.origin },
      stderr: "pipe",
    });
    const [out, error] = await Promise.all([
      new Response(command.stdout).text(),
      new Response(command.stderr).text(),
    ]);
    return { code: await command.exited, out, error };
  };

  expect(await print()).toMatchObject({ code: 1, error: expect.stringContaining("member:reset ADDRESS") });
  expect(await print("nobody@example.com")).toMatchObject({
    code: 1,
    error: expect.stringContaining("No member of a team has the address nobody@example.com."),
  });
  const { code, out } = await print(ADMIN);
  expect(code).toBe(0);
  const link = new URL(out.split("\n")[0] ?? "");
  expect(link.origin + link.pathname).toBe(`${server.origin}/reset`);

  const used = await fetch(`${server.origin}/trpc/account.resetPassword`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: server.origin,
      "x-requested-by": "switchboard",
    },
    body: JSON.stringify({ token: link.hash.slice(1), password: NEXT }),
  });

  expect(used.status).toBe(200);
  expect(server.signIn(ADMIN, PASSWORD)).rejects.toThrow();
  expect(await server.signIn(ADMIN, NEXT)).toBeString();
});
