import { BuildError } from "./build-error.ts";
import { type BuiltFile } from "./built-file.ts";
import { contentHash } from "./content-hash.ts";

const END_OF_HEAD = "</head>";

/**
 * Writes the build's name into the head of a page. The name changes whenever one of the files does. The server reads
 * it there and sends it to every client that connects.
 *
 * @throws BuildError if the page has no head
 */
export function stampBuild(files: readonly BuiltFile[], pageFile: string): BuiltFile[] {
  const build = contentHash(files.map(({ file, body }) => `${file} ${contentHash(body)}\n`).join(""));
  return files.map((built) => (built.file === pageFile ? stamped(built, build) : built));
}

function stamped(page: BuiltFile, build: string): BuiltFile {
  const html = new TextDecoder().decode(page.body);
  if (!html.includes(END_OF_HEAD)) throw new BuildError(`${page.file} has no head to say its build in.`);
  const meta = `<meta name="build" content="${build}" />${END_OF_HEAD}`;
  return { ...page, body: new TextEncoder().encode(html.replace(END_OF_HEAD, meta)) };
}
