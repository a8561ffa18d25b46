import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { BuildError } from "./build-error.ts";
import { type BuiltFile } from "./built-file.ts";
import { contentHash } from "./content-hash.ts";
import { bundleLoader, bundlePage } from "./bundle.ts";
import { LOADERS, PAGES } from "./entry-points.ts";
import { compressFile } from "./compress-file.ts";
import { sourceHash } from "./source-hash.ts";

/** Options of a build. */
export interface Build {
  /** The root of the checkout. */
  root: string;
  /** The folder for the files. Its old content is removed. */
  dist: string;
  /** Whether to add copies in Brotli and gzip beside the files. */
  isCompressed: boolean;
}

/** One entry of `manifest.json`: a path that browsers request, the file to respond with, and how it may be cached. */
interface ManifestEntry {
  path: string;
  file: string;
  /** Of several files under one path, which is for whom; `null` where there is one. */
  language: string | null;
  type: string;
  hash: string;
  immutable: boolean;
}

/** The file with the hash of the sources that a build was made from. */
const MARK_FILE = "sources.txt";

/**
 * Builds everything browsers load, with a manifest for the server, unless `dist` is up to date.
 *
 * @returns whether there was anything to build
 * @throws BuildError if an entry is missing, or the code does not bundle; `dist` is then unchanged
 */
export async function buildBrowserFiles(build: Build): Promise<boolean> {
  const mark = `${await sourceHash(build.root)}${build.isCompressed ? " compressed" : ""}`;
  if (mark === (await markOf(build.dist))) return false;

  const entries = new Set([
    ...[...PAGES, ...LOADERS].map(({ entry }) => entry),
    ...PAGES.flatMap(({ later }) => later ?? []),
  ]);
  const missing = [...entries].filter((entry) => !existsSync(join(build.root, entry)));
  if (missing.length > 0) throw new BuildError(`Nothing to build from: ${missing.join(", ")} missing.`);

  const pages = await Promise.all(PAGES.map((page) => bundlePage(build.root, page, build.isCompressed)));
  const loaders = await Promise.all(LOADERS.map((loader) => bundleLoader(build.root, loader)));
  const files = [...pages.flat(), ...loaders];
  // Pages may share a file, because the same content has the same name.
  await replace(build, [...new Map(files.map((file) => [file.file, file])).values()], mark);
  return true;
}

async function markOf(dist: string): Promise<string | null> {
  const file = Bun.file(join(dist, MARK_FILE));
  return (await file.exists()) ? await file.text() : null;
}

/**
 * Replaces `dist`. The new folder is written beside the old one and renamed at the end, so that no partial build is
 * ever served.
 */
async function replace(
  { dist, isCompressed }: Build,
  files: readonly BuiltFile[],
  mark: string,
): Promise<void> {
  const next = `${dist}.${process.pid}`;
  try {
    await mkdir(next, { recursive: true });
    const manifest = await Promise.all(files.map((file) => write(next, file, isCompressed)));
    await Bun.write(join(next, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await Bun.write(join(next, MARK_FILE), mark);
    await rm(dist, { recursive: true, force: true });
    await rename(next, dist);
  } finally {
    await rm(next, { recursive: true, force: true });
  }
}

async function write(folder: string, built: BuiltFile, isCompressed: boolean): Promise<ManifestEntry> {
  const { file, path = file, language = null, type, immutable, body } = built;
  await Bun.write(join(folder, file), body);
  const copies = isCompressed ? await compressFile(built) : [];
  await Promise.all(copies.map(({ ending, copy }) => Bun.write(join(folder, `${file}${ending}`), copy)));
  return { path: `/${path}`, file, language, type, hash: contentHash(body), immutable };
}
