import { BuildError } from "./build-error.ts";
import { type BuiltFile, contentHash } from "./built-file.ts";

const END_OF_HEAD = "</head>";

/**
 * A page's files, where the page says in its head which build it is of: a name that is another as soon as one of the
 * files is. The server reads it there and tells it to whoever connects.
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
