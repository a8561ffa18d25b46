import { minify, type MinifyOptions } from "terser";
import { type BuiltFile } from "./built-file.ts";
import { chooseNames, type Renamed } from "./choose-names.ts";
import { contentHash } from "./content-hash.ts";
import { HASHED_FOLDER } from "./entry-points.ts";
import { orderFunctions } from "./order-functions.ts";
import { orderMembers } from "./order-members.ts";
import { propertyNames, renameProperties } from "./property-names.ts";
import { shortenPrivateNames } from "./shorten-private-names.ts";
import { SHORTENED_PROPERTIES } from "./shortened-properties.ts";

/** Names that never leave the browser. No name with a leading `$` is sent, stored, or looked up by a value. */
const SHORTENED = new RegExp(`^(?:\\$.+|${SHORTENED_PROPERTIES.join("|")})$`);

/**
 * Minifies a page and its scripts further than Bun does, and renames them to the hashes of the new contents. The page
 * names the one that is loaded later in `data-later`.
 *
 * @param later - the script that is loaded later, if there is one; what is shortened has the same name in all scripts
 * @param isOrdered - whether to spend some seconds on an order of functions and members that compresses better
 */
export async function minifyPage(
  files: readonly BuiltFile[],
  later: readonly BuiltFile[],
  isOrdered: boolean,
): Promise<BuiltFile[]> {
  const scripts = [...files.filter(({ file }) => file.endsWith(".js")), ...later];
  const reserved = scripts
    .flatMap((script) => propertyNames(textOf(script)))
    .filter((name) => !SHORTENED.test(name));
  const cache: NameCache = {};
  const renamed = new Map<string, string>();
  const lean: BuiltFile[] = [];
  /** What the first script has chosen, the later one follows. */
  let chosen: ReadonlyMap<string, string> | null = null;
  for (const script of scripts) {
    let code = shortenPrivateNames(await minified(textOf(script), { isModule: true, cache, reserved }));
    if (isOrdered) {
      code = orderMembers(orderFunctions(code));
      const found: Renamed = chosen
        ? chooseNames(renameProperties(code, chosen), [])
        : chooseNames(code, exchangeable(cache));
      code = found.code;
      chosen ??= found.properties;
    }
    const body = new TextEncoder().encode(code);
    const file = `${HASHED_FOLDER}/${later.includes(script) ? "later" : "chat"}-${contentHash(body)}.js`;
    renamed.set(script.file, file);
    lean.push({ ...script, file, body });
  }
  const others = files.filter((file) => !scripts.includes(file));
  const laterFile = lean.find((_, at) => scripts[at] && later.includes(scripts[at]));
  return [...lean, ...others.map((file) => (file.immutable ? file : leanHtml(file, renamed, laterFile)))];
}

/** Minifies a classic script further than Bun does, by 3 % of what a customer's browser loads. */
export async function minifyScript(script: string): Promise<string> {
  return await minified(script, { isModule: false, cache: {}, reserved: [] });
}

/** Names of shortened properties that may be exchanged; those of one letter are also those of private members. */
function exchangeable({ props }: NameCache): string[] {
  return Object.values(props?.props ?? {}).filter(({ length }) => length > 1);
}

/** Terser's record of the names that it has given, which it also follows. */
interface NameCache {
  props?: { props?: Record<string, string> };
}

interface Minified {
  isModule: boolean;
  cache: NameCache;
  /** Names that properties may not get, because others have them. */
  reserved: string[];
}

async function minified(code: string, { isModule, cache, reserved }: Minified): Promise<string> {
  const options = optionsOf(isModule);
  const first = await minify(code, {
    ...options,
    // Some of the names are also the browser's, elsewhere.
    mangle: { properties: { regex: SHORTENED, builtins: true, reserved } },
    // The variables of one script are not those of the next.
    nameCache: Object.assign(cache, { vars: {} }),
  });
  // A second run finds what only the first one's result shows.
  const second = await minify(first.code ?? code, options);
  return second.code ?? code;
}

function optionsOf(isModule: boolean): MinifyOptions {
  return {
    module: isModule,
    ecma: 2020,
    compress: {
      passes: 3,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_comps: true,
      unsafe_methods: true,
      pure_getters: true,
      // The loader would grow by these.
      ...(isModule ? { hoist_funs: true, lhs_constants: false } : {}),
    },
    format: { comments: false },
  };
}

function leanHtml(
  page: BuiltFile,
  renamed: ReadonlyMap<string, string>,
  later: BuiltFile | undefined,
): BuiltFile {
  // Remove tags and quotes that HTML makes optional, and the CORS mode of scripts from the page's own origin.
  let html = textOf(page)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?\/?> ?/g, ">")
    .replaceAll(/<\/?(?:html|head|body)>| crossorigin\b/g, "")
    .replaceAll(/="([\w./-]+)"/g, "=$1");
  for (const [before, after] of renamed) html = html.replace(before, after);
  if (later) html = html.replace("<script ", `<script data-later=/${later.file} `);
  return { ...page, body: new TextEncoder().encode(html) };
}

function textOf({ body }: BuiltFile): string {
  return new TextDecoder().decode(body);
}
