import type { BuildConfig, BuildOutput } from "bun";
import tailwind from "bun-plugin-tailwind";
import { basename, join } from "node:path";
import { BuildError } from "./build-error.ts";
import type { BuiltFile } from "./built-file.ts";
import { HASHED_FOLDER, LOADER, type Page } from "./entry-points.ts";
import { fontFilesPlugin } from "./font-files-plugin.ts";
import { minifyPage, minifyScript } from "./minify.ts";
import { stampBuild } from "./stamp-build.ts";
import { stylesheetTextPlugin } from "./stylesheet-text-plugin.ts";

const HASHED_NAME = `${HASHED_FOLDER}/[name]-[hash].[ext]`;

/**
 * Bundles a page with its scripts, styles, images and fonts.
 *
 * @throws BuildError with the compiler's message, or naming a stylesheet the page does not load
 */
export async function bundlePage(root: string, page: Page): Promise<BuiltFile[]> {
  const { plugin, fonts } = fontFilesPlugin();
  const outputs = await bundle({
    entrypoints: [join(root, page.entry)],
    plugins: [plugin, stylesheetTextPlugin, tailwind],
    splitting: true,
    publicPath: "/",
    naming: { entry: HASHED_NAME, chunk: HASHED_NAME, asset: HASHED_NAME },
    // The demo page loads the loader by the same URL as every customer's page.
    external: [`*/${LOADER.file}`],
  });
  const files = await Promise.all(outputs.map((output) => asFile(output, page)));
  refuseUnloadedStyles(page, files);
  const built = [...(page.isMinified ? await minifyPage(files) : files), ...(await fonts())];
  return page.saysBuild ? stampBuild(built, page.file) : built;
}

/**
 * Bundles the loader into one classic script.
 *
 * @throws BuildError with the compiler's message, or if there is more than one output file
 */
export async function bundleLoader(root: string): Promise<BuiltFile> {
  const [script, ...others] = await bundle({
    entrypoints: [join(root, LOADER.entry)],
    format: "iife",
    naming: LOADER.file,
    plugins: [stylesheetTextPlugin],
  });
  if (script === undefined || others.length > 0) {
    throw new BuildError(`${LOADER.entry} must become one script; it became ${others.length + 1} files.`);
  }
  return {
    file: LOADER.file,
    type: script.type,
    immutable: false,
    body: await minifyScript(await script.text(), false),
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
  const file = isPage ? page.file : `${HASHED_FOLDER}/${basename(output.path)}`;
  return { file, type: output.type, immutable: !isPage, body: await bytesOf(output) };
}

async function bytesOf(output: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await output.arrayBuffer());
}

/** Refuses the stylesheet of a lazily imported module: Bun emits it, but nothing ever loads it. */
function refuseUnloadedStyles(page: Page, files: readonly BuiltFile[]): void {
  const html = files.find(({ file }) => file === page.file);
  const text = new TextDecoder().decode(html?.body);
  for (const { file } of files.filter((candidate) => candidate.file.endsWith(".css"))) {
    if (!text.includes(`/${file}`)) {
      throw new BuildError(
        `${page.entry} does not load ${file}. Import styles from the page's own stylesheet, not from lazy modules.`,
      );
    }
  }
}
