import type { OxlintOverride } from "oxlint";
import { ALONE, FLOORS, type Uses, USES } from "./drawing.ts";

type Pattern = { message: string; allowTypeImports?: boolean } & ({ group: string[] } | { regex: string });

/**
 * Refuses all imports in folders that are not listed. The last entry that matches a file wins, so this one comes
 * first.
 */
export const undrawn = restrict(
  ["src/**"],
  [
    {
      group: ["*"],
      message: "This folder is not drawn. Draw it in lint/drawing.ts, on the floor above what it needs.",
    },
  ],
);

/** The import rules of every listed room. */
export function wallsOfRooms(): OxlintOverride[] {
  return Object.entries(FLOORS).flatMap(([folder, floors]) =>
    floors.flat().flatMap((name) => (isDivided(`${folder}/${name}`) ? [] : wallsOf(folder, name))),
  );
}

/** A path that goes into a folder and out of it again, which could lead anywhere. */
const DETOUR = "**/[!.]*/../**";

/** The folder depths outside `src` with rules of their own. Deeper folders use the rules of the last depth. */
const DEPTHS = [0, 1, 2];

/**
 * The import rules of a top-level folder without rooms. Its files may import each other at every depth, what it
 * `uses`, and the files `beside` it.
 */
export function sealFolder(root: string, uses: Uses, beside: readonly string[] = []): OxlintOverride[] {
  const message = `${root} sees only itself, ${listOf([...beside, ...seenFrom(uses)])}.`;
  return DEPTHS.map((depth) => {
    const folder = `${root}/${"*/".repeat(depth)}`;
    const out = "../".repeat(depth + 1);
    const inside = DEPTHS.slice(0, depth).map((level) => `!${"../".repeat(level + 1)}**`);
    const outside = [`${out}**`, ...beside.map((path) => `!${out}${path}`), DETOUR];
    return restrict(depth === DEPTHS.at(-1) ? [`${folder}**`] : [`${folder}*.ts`], [
      ...typesOf(uses, message),
      { group: ["*", ...namesOf(uses), "!./**", ...inside, ...outside], message },
    ]);
  });
}

/**
 * The import rules of one room: of the files directly in the folder with that name, or for `*` of those directly in
 * `folder`.
 */
function wallsOf(folder: string, name: string): OxlintOverride {
  const isRest = name === "*";
  const room = isRest ? folder : `${folder}/${name}`;
  const uses = usesOf(room);
  const below = isRest ? roomsBelow(folder, name).flatMap(globsOf) : [];
  const around = isRest ? seenAround(folder) : seenAround(room);
  const message =
    `${folder}/${name} sees only itself, ${listOf([...below, ...around, ...seenFrom(uses)])}. Move what it needs to a ` +
    "lower room, or hand it in; the rooms are drawn in lint/drawing.ts.";
  const own = ["!./*.ts", "!./*.tsx", "!./*.css", "!./*.woff2", ...below.map((glob) => `!./${glob}`)];
  const outside = ["../**", ...around.map((glob) => `!../${glob}`), DETOUR];
  return restrict(
    [`${room}/*.{ts,tsx}`],
    [...typesOf(uses, message), { group: ["*", ...namesOf(uses), ...own, ...outside], message }],
  );
}

/**
 * The folders a room may import around it, relative to its parent folder: lower rooms, and those the parent may
 * import.
 */
function seenAround(room: string): string[] {
  if (ALONE.includes(room) || isTopFolder(room)) return [];
  const [folder, name] = split(room);
  return [...roomsBelow(folder, name).flatMap(globsOf), ...seenAround(folder).map((glob) => `../${glob}`)];
}

/** The rooms of a folder that are on lower floors than this one. */
function roomsBelow(folder: string, name: string): readonly string[] {
  const floors = FLOORS[folder] ?? [];
  const floor = floors.findIndex((rooms) => rooms.includes(name));
  if (floor < 0)
    throw new Error(`lint/drawing.ts divides ${folder}/${name}, but ${folder} has no such room.`);
  return floors.slice(0, floor).flat();
}

function globsOf(name: string): string[] {
  return name === "*" ? ["*.ts", "*.tsx"] : [`${name}/**`];
}

/** Whether a folder has rooms of its own, each with its own rules. */
function isDivided(path: string): boolean {
  return path in FLOORS;
}

/** Whether a folder is directly in `src`. Others import such a folder only by its alias. */
function isTopFolder(path: string): boolean {
  return split(path)[0] === "src";
}

function split(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf("/");
  return [path.slice(0, at), path.slice(at + 1)];
}

/** The imports a folder may have: its own entry, or that of the nearest parent folder. */
function usesOf(path: string): Uses {
  return USES[path] ?? (path.includes("/") ? usesOf(split(path)[0]) : { packages: [] });
}

/**
 * Modules of which only types may be imported. They come first, because a group that allows a name ends the search.
 */
function typesOf({ types = [] }: Uses, message: string): Pattern[] {
  return types.map((name) => ({ regex: `^${name.replace("**", ".*")}$`, message, allowTypeImports: true }));
}

/** A group of names. It works like a .gitignore: the last line that matches decides, and `!` allows. */
function namesOf({ packages, types = [] }: Uses): string[] {
  return [...packages.flatMap(admit), ...types.map((name) => `!${name}`)];
}

/** Allows a package with its sub-paths. A scope must be allowed before its packages. */
function admit(name: string): string[] {
  const scope = name.startsWith("@") ? [`!${name.replace(/\/.*/, "")}`] : [];
  return [...scope, `!${name}`, `!${name}/**`];
}

function seenFrom({ packages, types = [] }: Uses): string[] {
  return [...packages, ...types.map((name) => `the types of ${name}`)];
}

/** Formats rooms and packages as a list within a sentence. */
function listOf(sights: readonly string[]): string {
  const names = sights.map((sight) => sight.replace(/^(\.\.\/)+/, "").replace(/\/\*\*$/, ""));
  const shown = names.map((name) => (/^\*\.tsx?$/.test(name) ? "the files around it" : name));
  return shown.length === 0 ? "and nothing else" : [...new Set(shown)].join(", ");
}

function restrict(files: string[], patterns: Pattern[]): OxlintOverride {
  return { files, rules: { "typescript/no-restricted-imports": ["error", { patterns }] } };
}
