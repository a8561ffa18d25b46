import { join } from "node:path";
import { contentHash } from "../build/content-hash.ts";
import { BUILD_PATH, SCRIPT_PATH } from "./page-reload-paths.ts";

/** The fields of an entry in the build's `manifest.json` that are used here. */
interface Entry {
  path: string;
  file: string;
  type: string;
  hash: string;
  immutable: boolean;
}

/** Appended to the hash of a build's sources, so that no other kind of build considers this one up to date. */
const MARK = " for development";

/**
 * Changes a finished build in `dist` so that its pages reload themselves when a different one is served. It is
 * applied to development builds only, after the build; other builds contain nothing of it.
 *
 * @returns the build's name, which changes whenever one of its files does
 */
export async function addPageReload(dist: string): Promise<string> {
  const manifestFile = Bun.file(join(dist, "manifest.json"));
  const entries: Entry[] = await manifestFile.json();
  const isDone = entries.some(({ path }) => path === SCRIPT_PATH);
  if (isDone) return await Bun.file(join(dist, BUILD_PATH)).text();
  const build = contentHash(entries.map(({ path, hash }) => `${path} ${hash}\n`).join(""));
  const tag = `<script src="${SCRIPT_PATH}" data-build="${build}" async></script></head>`;
  const changed = entries.map((entry) => {
    return entry.type.startsWith("text/html") ? addTag(dist, entry, tag) : entry;
  });
  const added = [
    addFile(dist, SCRIPT_PATH, "text/javascript; charset=utf-8", await bundleScript()),
    addFile(dist, BUILD_PATH, "text/plain; charset=utf-8", build),
  ];
  await Bun.write(manifestFile, JSON.stringify(await Promise.all([...changed, ...added]), null, 2));
  const sources = Bun.file(join(dist, "sources.txt"));
  await Bun.write(sources, `${await sources.text()}${MARK}`);
  return build;
}

async function addTag(dist: string, entry: Entry, tag: string): Promise<Entry> {
  const file = Bun.file(join(dist, entry.file));
  const html = (await file.text()).replace("</head>", tag);
  await Bun.write(file, html);
  return { ...entry, hash: contentHash(html) };
}

async function addFile(dist: string, path: string, type: string, text: string): Promise<Entry> {
  await Bun.write(join(dist, path), text);
  return { path, file: path.slice(1), type, hash: contentHash(text), immutable: false };
}

async function bundleScript(): Promise<string> {
  const entrypoints = [join(import.meta.dir, "page-reload-script.ts")];
  const { outputs } = await Bun.build({ entrypoints, target: "browser", format: "iife" });
  return (await outputs[0]?.text()) ?? "";
}
