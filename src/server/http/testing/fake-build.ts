import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

interface BuiltFile {
  path: string;
  language?: string;
  type: string;
  hash: string;
  immutable: boolean;
  text: string;
  /** Whether it has compressed copies beside it. */
  isCompressed?: boolean;
}

/** Writes a folder as the build leaves it, which is removed after the test. */
export async function writeFakeBuild(files: readonly BuiltFile[]) {
  const root = await mkdtemp(join(tmpdir(), "built-"));
  const directory = join(root, "dist");
  await mkdir(directory);
  await Bun.write(join(root, "secret.txt"), "not for anybody");
  const manifest = [];
  for (const { text, isCompressed = false, ...entry } of files) {
    const file = `${entry.language ?? ""}${entry.path}`.replace(/^\//, "");
    await Bun.write(join(directory, file), text);
    if (isCompressed) {
      await Bun.write(join(directory, `${file}.br`), brotliCompressSync(text));
      await Bun.write(join(directory, `${file}.gz`), gzipSync(text));
    }
    manifest.push({ ...entry, file });
  }
  await Bun.write(join(directory, "manifest.json"), JSON.stringify(manifest));

  return {
    directory,
    async [Symbol.asyncDispose]() {
      await rm(root, { recursive: true });
    },
  };
}
