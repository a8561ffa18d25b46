import { minify, type MinifyOptions } from "terser";
import { type BuiltFile } from "./built-file.ts";
import { chooseNames } from "./choose-names.ts";
import { contentHash } from "./content-hash.ts";
import { HASHED_FOLDER } from "./entry-points.ts";
import { orderFunctions } from "./order-functions.ts";
import { orderMembers } from "./order-members.ts";
import { shortenPrivateNames } from "./shorten-private-names.ts";
import { SHORTENED_PROPERTIES } from "./shortened-properties.ts";

/** Names that never leave the browser. No name with a leading `$` is sent, stored, or looked up by a value. */
const SHORTENED = new RegExp(`^(?:\\$.+|${SHORTENED_PROPERTIES.join("|")})$`);

/**
 * Minifies a page and its scripts further than Bun does, and renames them to the hashes of the new contents.
 *
 * @param isOrdered - whether to spend some seconds on an order of functions and members that compresses better
 */
export async function minifyPage(files: readonly BuiltFile[], isOrdered: boolean): Promise<BuiltFile[]> {
  const scripts = files.filter(({ file }) => file.endsWith(".js"));
  const renamed = new Map<string, string>();
  const lean: BuiltFile[] = [];
  for (const script of scripts) {
    const { code, properties } = await minified(textOf(script), true);
    const shorter = shortenPrivateNames(code);
    const body = new TextEncoder().encode(isOrdered ? compressible(shorter, properties) : shorter);
    const file = `${HASHED_FOLDER}/chat-${contentHash(body)}.js`;
    renamed.set(script.file, file);
    lean.push({ ...script, file, body });
  }
  const others = files.filter((file) => !scripts.includes(file));
  return [...lean, ...others.map((file) => (file.immutable ? file : leanHtml(file, renamed)))];
}

/** The same module, changed so that it compresses better. @param properties - the names of shortened properties */
function compressible(code: string, properties: readonly string[]): string {
  // Names of one letter are also those of private members.
  const exchangeable = properties.filter(({ length }) => length > 1);
  return chooseNames(orderMembers(orderFunctions(code)), exchangeable);
}

/** Minifies a classic script further than Bun does, by 3 % of what a customer's browser loads. */
export async function minifyScript(script: string): Promise<string> {
  const { code } = await minified(script, false);
  return code;
}

/** @returns the code, and the names that shortened properties got */
async function minified(
  code: string,
  isModule: boolean,
): Promise<{ code: string; properties: readonly string[] }> {
  const options: MinifyOptions = {
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
  const cache: { props?: { props?: Record<string, string> } } = {};
  // Some of the names are also the browser's, elsewhere.
  const first = await minify(code, {
    ...options,
    mangle: { properties: { regex: SHORTENED, builtins: true } },
    nameCache: cache,
  });
  // A second run finds what only the first one's result shows.
  const second = await minify(first.code ?? code, options);
  return { code: second.code ?? code, properties: Object.values(cache.props?.props ?? {}) };
}

function leanHtml(page: BuiltFile, renamed: ReadonlyMap<string, string>): BuiltFile {
  // Remove tags and quotes that HTML makes optional, and the CORS mode of scripts from the page's own origin.
  let html = textOf(page)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?\/?> ?/g, ">")
    .replaceAll(/<\/?(?:html|head|body)>| crossorigin\b/g, "")
    .replaceAll(/="([\w./-]+)"/g, "=$1");
  for (const [before, after] of renamed) html = html.replace(before, after);
  return { ...page, body: new TextEncoder().encode(html) };
}

function textOf({ body }: BuiltFile): string {
  return new TextDecoder().decode(body);
}
