import { expect, test } from "bun:test";
import tailwind from "bun-plugin-tailwind";

const KILOBYTE = 1_024;
const BUDGET_BYTES = 180 * KILOBYTE;
const PATIENCE_MS = 30_000;

/**
 * The bytes the browser loads before the inbox can be drawn: the page's script and everything it imports statically.
 */
async function firstLoadBytes(): Promise<number> {
  const { outputs } = await Bun.build({
    entrypoints: [`${import.meta.dir}/main.tsx`],
    target: "browser",
    minify: true,
    splitting: true,
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [tailwind],
  });
  const scripts = new Map<string, string>();
  for (const output of outputs)
    if (output.path.endsWith(".js")) scripts.set(nameOf(output.path), await output.text());

  const entry = outputs.find(({ kind }) => kind === "entry-point");
  const loaded = new Set(entry === undefined ? [] : [nameOf(entry.path)]);
  // A set also visits items that are added during the loop.
  for (const name of loaded) for (const other of importsOf(scripts.get(name) ?? "")) loaded.add(other);
  return [...loaded].reduce(
    (sum, name) => sum + Bun.gzipSync(Buffer.from(scripts.get(name) ?? "")).length,
    0,
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The static imports of a script, by name. A dynamic `import("…")` is loaded only when it is needed. */
function importsOf(script: string): string[] {
  return [...script.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map(([, name = ""]) => name);
}

test(
  "the agents' app weighs at most 180 kB on the wire before it can be used",
  async () => {
    const bytes = await firstLoadBytes();

    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
  },
  PATIENCE_MS,
);
