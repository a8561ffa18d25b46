import { dirname, join } from "node:path";

/** For each file, the files that import it. All are relative to the checkout. */
export type Importers = ReadonlyMap<string, ReadonlySet<string>>;

/** The aliases in `package.json`, such as `#domain/*` for `./src/domain/*`. */
type Aliases = Readonly<Record<string, string>>;

/** The kind of JSX output does not matter here, and a plain call is always accepted. */
const tsconfig = { compilerOptions: { jsx: "react" as const } };
const SCANNERS = {
  ts: new Bun.Transpiler({ loader: "ts" }),
  tsx: new Bun.Transpiler({ loader: "tsx", tsconfig: JSON.stringify(tsconfig) }),
};

/**
 * Reads the import graph from the texts of the files, by file name. Type imports are ignored: they have no effect at
 * run time, and the compiler checks them.
 */
export function readImporters(texts: ReadonlyMap<string, string>, aliases: Aliases): Importers {
  const importers = new Map<string, Set<string>>();
  for (const [file, text] of texts) {
    const scanner = file.endsWith(".tsx") ? SCANNERS.tsx : SCANNERS.ts;
    for (const { path } of scanner.scanImports(text)) {
      const target = resolveImport(file, path, aliases);
      if (target === null) continue;
      importers.set(target, (importers.get(target) ?? new Set()).add(file));
    }
  }
  return importers;
}

/** Resolves an import; `null` for packages. Our imports contain full file names, so no lookup is needed. */
function resolveImport(file: string, path: string, aliases: Aliases): string | null {
  if (path.startsWith(".")) return join(dirname(file), path);
  for (const [alias, target] of Object.entries(aliases)) {
    const prefix = alias.replace("*", "");
    if (path.startsWith(prefix)) return join(target.replace("*", path.slice(prefix.length)));
  }
  return null;
}

/** The files that contain another file's path in quotes, relative to the checkout: they read or start it. */
export function filesThatName(texts: ReadonlyMap<string, string>, name: string): string[] {
  const quoted = ['"', "'", "`"].map((quote) => `${name}${quote}`);
  const holds = (text: string) => text.includes(name) && quoted.some((spelling) => text.includes(spelling));
  return [...texts].filter(([, text]) => holds(text)).map(([file]) => file);
}
