import type { Code } from "../quick/tests-of.ts";

/** A part of the product from which mutants are drawn, and the tests that must notice them. */
export interface Room {
  /** The source files that are changed, with their texts. */
  sources: ReadonlyMap<string, string>;
  /** The test files of the outermost room around, such as all of `src/domain` for `domain/routing`. */
  tests: readonly string[];
  /** The outermost room, relative to the checkout. */
  folder: string;
}

const ACCEPTANCE = "src/server/acceptance";
const TEST = /\.test\.tsx?$/;
const NOT_SOURCE = /\.test\.tsx?$|\.d\.ts$|(^|\/)testing(\/|\.ts$)/;

/**
 * Finds a room by its folder or file below `src` or `src/server`: `domain`, `domain/routing`, `http`,
 * `server/http/socket`.
 *
 * @param withAcceptance whether the tests of the whole server count as tests of a room of the server
 * @throws Error if there are no source files of that name
 */
export function findRoom(name: string, { texts }: Code, withAcceptance: boolean): Room {
  const path = name.replace(/^(\.\/)?src\//, "").replace(/\/$/, "");
  for (const folder of [`src/${path}`, `src/server/${path}`]) {
    const sources = new Map([...texts].filter(([file]) => isIn(folder, file) && !NOT_SOURCE.test(file)));
    if (sources.size === 0) continue;
    const outermost = /^src\/(server\/)?[^/]+/.exec(folder)?.[0] ?? folder;
    const isServer = outermost.startsWith("src/server");
    const homes = withAcceptance && isServer ? [outermost, ACCEPTANCE] : [outermost];
    const tests = [...texts.keys()].filter(
      (file) => TEST.test(file) && homes.some((home) => isIn(home, file)),
    );
    return { sources, tests, folder: outermost };
  }
  throw new Error(`There is no room “${name}”: src/${path} and src/server/${path} contain no source files.`);
}

/**
 * The inner room of a file, such as `routing` for a file in `src/domain/routing`; for files directly in the room `.`.
 */
export function innerRoom({ folder }: Room, file: string): string {
  const [first = ".", ...deeper] = file.slice(folder.length + 1).split("/");
  return deeper.length === 0 ? "." : first;
}

function isIn(folder: string, file: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}
