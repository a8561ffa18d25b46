import { describe, expect, test } from "bun:test";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appSecretsOf } from "./app-secret-file.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const OLD = "old-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";
const NEW = "new-q2N8vX0sT5bLr7YkW1eZ4cHd9mGfUjPa";

test("the first boot makes a secret only its owner can read, and every later boot keeps it", async () => {
  using dir = temporaryFolder();
  const config = { appSecrets: [], dataDir: join(dir.path, "data") };
  const both = await Promise.all([appSecretsOf(config), appSecretsOf(config)]);
  expect(both[0]).toEqual(both[1]);
  expect(await appSecretsOf(config)).toEqual(both[0]);
  const file = join(config.dataDir, "app-secret");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, "utf8")).toBe(`${both[0][0]}\n`);
});

test("a file that others could read is closed to them", async () => {
  using dir = temporaryFolder();
  const file = join(dir.path, "app-secret");
  await writeFile(file, `${NEW}\n${OLD}\n`);
  await chmod(file, 0o644);
  expect(await appSecretsOf({ appSecrets: [], dataDir: dir.path })).toEqual([NEW, OLD]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("an empty file is not taken for a secret", async () => {
  using dir = temporaryFolder();
  await writeFile(join(dir.path, "app-secret"), "");
  expect(appSecretsOf({ appSecrets: [], dataDir: dir.path })).rejects.toThrow("is empty");
});

test("a folder in its place is named, and left as it was", async () => {
  using dir = temporaryFolder();
  const file = join(dir.path, "app-secret");
  await mkdir(file, { mode: 0o755 });

  expect(appSecretsOf({ appSecrets: [], dataDir: dir.path })).rejects.toThrow(`${file} is a folder`);
  expect((await stat(file)).mode & 0o777).toBe(0o755);
});

test("a secret of the operator's goes first and no file is made", async () => {
  using dir = temporaryFolder();
  expect(await appSecretsOf({ appSecrets: [NEW], dataDir: dir.path })).toEqual([NEW]);
  expect(stat(join(dir.path, "app-secret"))).rejects.toThrow("ENOENT");
});

test("lines that an editor has ended in its own way are the same secrets", async () => {
  using dir = temporaryFolder();
  await writeFile(join(dir.path, "app-secret"), `\uFEFF${NEW}\r\n\r\n${OLD}\r\n`);
  expect(await appSecretsOf({ appSecrets: [], dataDir: dir.path })).toEqual([NEW, OLD]);
});

test("every boot makes a secret of its own, of 256 bits", async () => {
  using one = temporaryFolder();
  using other = temporaryFolder();
  const [first = ""] = await appSecretsOf({ appSecrets: [], dataDir: one.path });
  const [second] = await appSecretsOf({ appSecrets: [], dataDir: other.path });

  expect(first).toMatch(/^[\w-]{43}$/);
  expect(second).not.toBe(first);
});

/** A `link` after which nothing is there to be copied. */
async function removeDraft(draft: string): Promise<never> {
  await rm(draft);
  return failingLink("EPERM")();
}

/** A `link` of a file system that answers so. */
function failingLink(code: string) {
  return () => Promise.reject(Object.assign(new Error(code), { code }));
}

describe("on a file system without hard links", () => {
  test.each(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"])(
    "that says %s the file is made all the same, once, for its owner only",
    async (code) => {
      using dir = temporaryFolder();
      const config = { appSecrets: [], dataDir: dir.path };
      const [first, second] = [
        await appSecretsOf(config, failingLink(code)),
        await appSecretsOf(config, failingLink(code)),
      ];

      expect(first[0]).toHaveLength(43);
      expect(second).toEqual(first);
      expect(await readdir(dir.path)).toEqual(["app-secret"]);
      expect((await stat(join(dir.path, "app-secret"))).mode & 0o777).toBe(0o600);
    },
  );

  test("a start that cannot make a copy either stops, with nothing left behind", async () => {
    using dir = temporaryFolder();
    await expect(appSecretsOf({ appSecrets: [], dataDir: dir.path }, removeDraft)).rejects.toThrow("ENOENT");
    expect(await readdir(dir.path)).toEqual([]);
  });
});

test("what else a file system says of a link stops the start, with nothing left behind", async () => {
  using dir = temporaryFolder();

  await expect(appSecretsOf({ appSecrets: [], dataDir: dir.path }, failingLink("EIO"))).rejects.toThrow(
    "EIO",
  );
  expect(await readdir(dir.path)).toEqual([]);
});

test("a start that cannot write the file leaves nothing behind, however often it is tried", async () => {
  using dir = temporaryFolder();
  // A file-size limit stands for a full disk; a process that does not ignore its signal would be ended by it.
  const script = `trap "" XFSZ; ulimit -f 0; exec "$0" -e '
    const { appSecretsOf } = await import("${import.meta.dir}/app-secret-file.ts");
    await appSecretsOf({ appSecrets: [], dataDir: "${dir.path}" }).catch((error) => process.exit(error.code === "EFBIG" ? 7 : 1));
  '`;
  for (let start = 0; start < 2; start += 1) {
    const { exitCode } = Bun.spawnSync(["bash", "-c", script, process.execPath]);
    expect(exitCode).toBe(7);
  }

  expect(await readdir(dir.path)).toEqual([]);
});
