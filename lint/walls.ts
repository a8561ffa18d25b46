import type { OxlintOverride } from "oxlint";
import { ALONE, FLOORS, type Uses, USES } from "./drawing.ts";

type Pattern = { message: string; allowTypeImports?: boolean } & ({ group: string[] } | { regex: string });

/** Refuses what nothing else lets in. Where two entries speak of one file the later one holds: this one comes first. */
export const undrawn = restrict(
  ["src/**"],
  [
    {
      group: ["*"],
      message: "This folder is not drawn. Draw it in lint/drawing.ts, on the floor above what it needs.",
    },
  ],
);

/** The walls of every room that is drawn. */
export function wallsOfRooms(): OxlintOverride[] {
  return Object.entries(FLOORS).flatMap(([folder, floors]) =>
    floors.flat().flatMap((name) => (isDivided(`${folder}/${name}`) ? [] : wallsOf(folder, name))),
  );
}

/** A path that goes into a folder and out of it again, which could come out anywhere. */
const DETOUR = "**/[!.]*/../**";

/** How deep the folders of a house outside `src` are told apart; below that, all count as the last. */
const DEPTHS = [0, 1, 2];

/**
 * Seals a house that is not divided into rooms: its files see each other at every depth, what it `uses`, and files
 * `beside` it.
 */
export function sealHouse(house: string, uses: Uses, beside: readonly string[] = []): OxlintOverride[] {
  const message = `${house} sees only itself, ${told([...beside, ...seenFrom(uses)])}.`;
  return DEPTHS.map((depth) => {
    const folder = `${house}/${"*/".repeat(depth)}`;
    const out = "../".repeat(depth + 1);
    const inside = DEPTHS.slice(0, depth).map((level) => `!${"../".repeat(level + 1)}**`);
    const outside = [`${out}**`, ...beside.map((path) => `!${out}${path}`), DETOUR];
    return restrict(depth === DEPTHS.at(-1) ? [`${folder}**`] : [`${folder}*.ts`], [
      ...typesOf(uses, message),
      { group: ["*", ...namesOf(uses), "!./**", ...inside, ...outside], message },
    ]);
  });
}

/** The walls of one room: the files directly in a folder of that name, or with `*` those directly in `folder`. */
function wallsOf(folder: string, name: string): OxlintOverride {
  const isRest = name === "*";
  const room = isRest ? folder : `${folder}/${name}`;
  const uses = usesOf(room);
  const below = isRest ? roomsBelow(folder, name).flatMap(globsOf) : [];
  const around = isRest ? seenAround(folder) : seenAround(room);
  const message =
    `${folder}/${name} sees only itself, ${told([...below, ...around, ...seenFrom(uses)])}. Move what it needs to a ` +
    "lower room, or hand it in; the rooms are drawn in lint/drawing.ts.";
  const own = ["!./*.ts", "!./*.tsx", "!./*.css", "!./*.woff2", ...below.map((glob) => `!./${glob}`)];
  const outside = ["../**", ...around.map((glob) => `!../${glob}`), DETOUR];
  return restrict(
    [`${room}/*.{ts,tsx}`],
    [...typesOf(uses, message), { group: ["*", ...namesOf(uses), ...own, ...outside], message }],
  );
}

/** What a room sees around it, spelled from the folder it stands in: rooms below it, and what that folder sees. */
function seenAround(room: string): string[] {
  if (ALONE.includes(room) || isHouse(room)) return [];
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

/** Whether a folder has rooms of its own, so that each of them has its walls. */
function isDivided(path: string): boolean {
  return path in FLOORS;
}

/** Whether a folder is a house: seen from others by its alias only. */
function isHouse(path: string): boolean {
  return split(path)[0] === "src";
}

function split(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf("/");
  return [path.slice(0, at), path.slice(at + 1)];
}

/** What a folder uses: as it says itself, or as the nearest folder around it says. */
function usesOf(path: string): Uses {
  return USES[path] ?? (path.includes("/") ? usesOf(split(path)[0]) : { packages: [] });
}

/** Only the types of these are seen. A group that lets a name in ends the search, so these patterns come first. */
function typesOf({ types = [] }: Uses, message: string): Pattern[] {
  return types.map((name) => ({ regex: `^${name.replace("**", ".*")}$`, message, allowTypeImports: true }));
}

/** A group reads as a .gitignore does: the last line that matches decides, and `!` lets in. */
function namesOf({ packages, types = [] }: Uses): string[] {
  return [...packages.flatMap(admit), ...types.map((name) => `!${name}`)];
}

/** A package with its sub-paths; a scope must be let in before what is in it. */
function admit(name: string): string[] {
  const scope = name.startsWith("@") ? [`!${name.replace(/\/.*/, "")}`] : [];
  return [...scope, `!${name}`, `!${name}/**`];
}

function seenFrom({ packages, types = [] }: Uses): string[] {
  return [...packages, ...types.map((name) => `the types of ${name}`)];
}

/** Rooms and packages by their names, as a sentence lists them. */
function told(sights: readonly string[]): string {
  const names = sights.map((sight) => sight.replace(/^(\.\.\/)+/, "").replace(/\/\*\*$/, ""));
  const shown = names.map((name) => (/^\*\.tsx?$/.test(name) ? "the files around it" : name));
  return shown.length === 0 ? "and nothing else" : [...new Set(shown)].join(", ");
}

function restrict(files: string[], patterns: Pattern[]): OxlintOverride {
  return { files, rules: { "typescript/no-restricted-imports": ["error", { patterns }] } };
}
