import type { BuildConfig, BuildOutput, BunPlugin } from "bun";
import tailwind from "bun-plugin-tailwind";
import { basename, join } from "node:path";
import { BuildError } from "./build-error.ts";
import type { BuiltFile } from "./built-file.ts";
import { HASHED_FOLDER, LOADER_FILE, type Loader, type Page } from "./entry-points.ts";
import { fontFilesPlugin } from "./font-files-plugin.ts";
import { fileIn, languagePlugin } from "./language-plugin.ts";
import { minifyPage, minifyScript } from "./minify.ts";
import { stampBuild } from "./stamp-build.ts";
import { stylesheetTextPlugin } from "./stylesheet-text-plugin.ts";

const HASHED_NAME = `${HASHED_FOLDER}/[name]-[hash].[ext]`;

/**
 * Bundles a page with its scripts, styles, images and fonts.
 *
 * @param isOrdered - as for {@link minifyPage}
 * @throws BuildError with the compiler's message, or naming a stylesheet the page does not load
 */
export async function bundlePage(root: string, page: Page, isOrdered = true): Promise<BuiltFile[]> {
  const { plugin, fonts } = fontFilesPlugin();
  const outputs = await bundle({
    entrypoints: [join(root, page.entry)],
    plugins: [plugin, stylesheetTextPlugin, tailwind, ...languagePluginsOf(root, page)],
    splitting: true,
    publicPath: "/",
    naming: { entry: HASHED_NAME, chunk: HASHED_NAME, asset: HASHED_NAME },
    // The demo page loads the loader by the same URL as every customer's page.
    external: [`*/${LOADER_FILE}`],
  });
  const files = await Promise.all(outputs.map((output) => asFile(output, page)));
  refuseUnloadedStyles(page, files);
  const later = await bundleLater(root, page);
  const built = [
    ...(page.isMinified ? await minifyPage(files, later, isOrdered) : [...files, ...later]),
    ...(await fonts()),
  ];
  return page.saysBuild ? stampBuild(built, page.file) : built;
}

/** Bundles the script that a page loads when it needs it: one module, of which the first script imports nothing. */
async function bundleLater(root: string, page: Page): Promise<BuiltFile[]> {
  if (page.later === null) return [];
  const outputs = await bundle({
    entrypoints: [join(root, page.later)],
    plugins: [stylesheetTextPlugin, ...languagePluginsOf(root, page)],
    naming: HASHED_NAME,
  });
  return await Promise.all(outputs.map((output) => asFile(output, page)));
}

function languagePluginsOf(root: string, { language }: Page): BunPlugin[] {
  return language === null ? [] : [languagePlugin(root, language)];
}

/**
 * Bundles the loader into one classic script.
 *
 * @throws BuildError with the compiler's message, or if there is more than one output file
 */
export async function bundleLoader(root: string, { entry, file, language }: Loader): Promise<BuiltFile> {
  const [script, ...others] = await bundle({
    entrypoints: [join(root, entry)],
    format: "iife",
    naming: file,
    plugins: [stylesheetTextPlugin, languagePlugin(root, language)],
  });
  if (script === undefined || others.length > 0) {
    throw new BuildError(`${entry} must become one script; it became ${others.length + 1} files.`);
  }
  return {
    ...inLanguage(file, language),
    type: script.type,
    immutable: false,
    body: new TextEncoder().encode(await minifyScript(await script.text())),
  };
}

async function bundle(config: BuildConfig): Promise<BuildOutput["outputs"]> {
  const production = { "process.env.NODE_ENV": JSON.stringify("production") };
  const build = await Bun.build({
    target: "browser",
    minify: true,
    define: production,
    throw: false,
    ...config,
  });
  if (!build.success) throw new BuildError(build.logs.map(inWords).join("\n"));
  return build.outputs;
}

function inWords({ message, position }: BuildOutput["logs"][number]): string {
  return position === null ? message : `${position.file}:${position.line}:${position.column} ${message}`;
}

async function asFile(output: BuildOutput["outputs"][number], page: Page): Promise<BuiltFile> {
  const isPage = output.path.endsWith(".html");
  const names = isPage
    ? inLanguage(page.file, page.language)
    : { file: `${HASHED_FOLDER}/${basename(output.path)}` };
  return { ...names, type: output.type, immutable: !isPage, body: await bytesOf(output) };
}

/** The names of a file that there may be once for every language. */
function inLanguage(path: string, language: string | null): Pick<BuiltFile, "file" | "path" | "language"> {
  return language === null ? { file: path } : { file: fileIn(language, path), path, language };
}

async function bytesOf(output: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await output.arrayBuffer());
}

/** Refuses the stylesheet of a lazily imported module: Bun emits it, but nothing ever loads it. */
function refuseUnloadedStyles(page: Page, files: readonly BuiltFile[]): void {
  const html = files.find(({ type }) => type.startsWith("text/html"));
  const text = new TextDecoder().decode(html?.body);
  for (const { file } of files.filter((candidate) => candidate.file.endsWith(".css"))) {
    if (!text.includes(`/${file}`)) {
      throw new BuildError(
        `${page.entry} does not load ${file}. Import styles from the page's own stylesheet, not from lazy modules.`,
      );
    }
  }
}
