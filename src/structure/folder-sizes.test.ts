import { describe, expect, test } from "bun:test";
import { dirname, join, resolve } from "node:path";
import { Glob } from "bun";
import { FLOORS } from "../../lint/drawing.ts";

const ROOT = resolve(import.meta.dir, "../..");
/** The largest number of files in a folder that is easy to survey. */
const FILES_MAX = 20;
/** The maximum number of imports between a folder's subfolders. Those into the lowest subfolder are not counted. */
const CROSS_IMPORTS_MAX = 40;
/** Folders of the drawing that have no code yet. */
const PLANNED: ReadonlySet<string> = new Set(["src/server/channels"]);

/** The source files, without tests and test helpers. */
const files = [...new Glob("src/**/*.{ts,tsx}").scanSync(ROOT)].filter(
  (file) => !/\.test\.|\/testing[./]|\.d\.ts$/.test(file),
);
const folders = Map.groupBy(files, (file) => dirname(file));

/** The imports between a folder's subfolders, each as the paths of both files. */
async function arrowsOf(folder: string, lowest: string): Promise<string[]> {
  const roomOf = (file: string) => file.slice(folder.length + 1).split("/")[0];
  const arrows: string[] = [];
  for (const file of files.filter((one) => one.startsWith(`${folder}/`))) {
    const text = await Bun.file(join(ROOT, file)).text();
    for (const [, from = ""] of text.matchAll(/\bfrom "(\.[^"]+)"/g)) {
      const target = join(dirname(file), from);
      const isInside = target.startsWith(`${folder}/`) && roomOf(target) !== roomOf(file);
      if (isInside && roomOf(target) !== lowest) arrows.push(`${file} > ${target}`);
    }
  }
  return arrows;
}

test(`no folder has more than ${FILES_MAX} source files directly in it`, () => {
  const crowded = [...folders].filter(([, inside]) => inside.length > FILES_MAX).map(([folder]) => folder);
  expect(crowded).toEqual([]);
});

describe(`no more than ${CROSS_IMPORTS_MAX} imports cross between the rooms of`, () => {
  test.each([
    ["src/domain", "model"],
    ["src/server/db", "store"],
  ])("%s", async (folder, lowest) => {
    const arrows = await arrowsOf(folder, lowest);
    expect(arrows.length).toBeGreaterThan(0);
    expect(arrows.length, arrows.join("\n")).toBeLessThanOrEqual(CROSS_IMPORTS_MAX);
  });
});

test("every room that is drawn has files", () => {
  const drawn = Object.entries(FLOORS).flatMap(([folder, floors]) =>
    floors.flat().map((name) => (name === "*" ? folder : `${folder}/${name}`)),
  );
  const empty = drawn.filter((room) => !folders.has(room) && !(room in FLOORS) && !PLANNED.has(room));
  expect(empty).toEqual([]);
});
