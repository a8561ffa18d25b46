import { expect, test } from "bun:test";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "../..");
/** A busy host is slow at a run of the compiler. */
const PATIENCE_MS = 60_000;

/** Two projects, of which the upper names a kind that the lower does not handle. */
const SOURCES: Readonly<Record<string, string>> = {
  "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "lower" }, { path: "upper" }] }),
  "lower/tsconfig.json": projectOf("lower", []),
  "lower/kind.ts": `
    export type Kind = "a" | "planted";
    export const nameOf = (kind: Kind): string => { switch (kind) { case "a": return "A"; } };`,
  "upper/tsconfig.json": projectOf("upper", [{ path: "../lower" }]),
  "upper/texts.ts": `
    import { type Kind, nameOf } from "../lower/kind.ts";
    export const texts: Record<Kind, string> = { a: nameOf("a") };`,
};

function projectOf(name: string, references: readonly { path: string }[]): string {
  const compilerOptions = { rootDir: ".", outDir: `../.tsc/${name}` };
  return JSON.stringify({ extends: "../tsconfig.base.json", compilerOptions, references, include: ["*.ts"] });
}

test(
  "one run of the compiler says all that a new kind needs, on every floor and also in a new checkout, and nothing else",
  async () => {
    const root = await mkdtemp(join(tmpdir(), "type-errors-"));
    try {
      await cp(join(ROOT, "tsconfig.base.json"), join(root, "tsconfig.base.json"));
      for (const [file, text] of Object.entries(SOURCES)) await Bun.write(join(root, file), text);
      const compiler = Bun.spawn([join(ROOT, "node_modules/.bin/tsc"), "-b", "--pretty", "false"], {
        cwd: root,
        stdout: "pipe",
      });
      const said = await new Response(compiler.stdout).text();

      const errors = said.matchAll(/^(\S+?)\(.*: error (TS\d+)/gm);
      expect(Array.from(errors, ([, file, code]) => `${file} ${code}`)).toEqual([
        "lower/kind.ts TS2366",
        "upper/texts.ts TS2741",
      ]);
      expect(await compiler.exited).not.toBe(0);
    } finally {
      await rm(root, { recursive: true });
    }
  },
  PATIENCE_MS,
);
