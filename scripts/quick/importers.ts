import { dirname, join } from "node:path";

/** For each file those that import it, all named from the checkout. */
export type Importers = ReadonlyMap<string, ReadonlySet<string>>;

/** The aliases in `package.json`, such as `#domain/*` for `./src/domain/*`. */
type Aliases = Readonly<Record<string, string>>;

/** What JSX becomes is of no interest here; as a plain call it is at least never refused. */
const tsconfig = { compilerOptions: { jsx: "react" as const } };
const SCANNERS = {
  ts: new Bun.Transpiler({ loader: "ts" }),
  tsx: new Bun.Transpiler({ loader: "tsx", tsconfig: JSON.stringify(tsconfig) }),
};

/**
 * Reads who imports whom from the texts of the files, which are given by their names. Imports of types are passed over:
 * they change nothing while tests run, and the compiler looks at them.
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

/** Every import of ours spells its file whole, so that nothing has to be looked up; `null` for packages. */
function resolveImport(file: string, path: string, aliases: Aliases): string | null {
  if (path.startsWith(".")) return join(dirname(file), path);
  for (const [alias, target] of Object.entries(aliases)) {
    const prefix = alias.replace("*", "");
    if (path.startsWith(prefix)) return join(target.replace("*", path.slice(prefix.length)));
  }
  return null;
}

/** The files that name another in quotes, from the checkout on: they read it or start it. */
export function filesThatName(texts: ReadonlyMap<string, string>, name: string): string[] {
  const quoted = ['"', "'", "`"].map((quote) => `${name}${quote}`);
  const holds = (text: string) => text.includes(name) && quoted.some((spelling) => text.includes(spelling));
  return [...texts].filter(([, text]) => holds(text)).map(([file]) => file);
}
