import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { brandTheme, type ColourScheme } from "./brand-theme.ts";
import { contrast, formatHex, parseHex } from "./colour.ts";

const grounds = { light: ["#ffffff", "#eef3f5"], dark: ["#11181b", "#192125"] };
const ink = { light: "#122026", dark: "#ecf1f3" };
const schemes: ColourScheme[] = ["light", "dark"];
const ratio = (one: string, other: string) => contrast(parseHex(one), parseHex(other));

/** The distance between points of a grid over the colour cube, with 16 points along each side. */
const STEP = 17;
const sides = Array.from({ length: 16 }, (_, at) => at * STEP);

/** The pairs with too little contrast. */
function faults(hex: string, scheme: ColourScheme): string[] {
  const theme = brandTheme(hex, scheme);
  const pairs: [name: string, one: string, other: string, least: number][] = [
    ["text on the fill", theme.onBrand, theme.brand, 4.5],
    ["text on the fill under the pointer", theme.onBrand, theme.brandHover, 4.5],
    ["words on the faint ground", theme.brandText, theme.brandSoft, 4.5],
    ["ink on the faint ground", ink[scheme], theme.brandSoft, 7],
    ["edge on the surface", theme.brandEdge, grounds[scheme][0] ?? "", 3],
    ...grounds[scheme].map((ground): [string, string, string, number] => [
      `words on ${ground}`,
      theme.brandText,
      ground,
      4.5,
    ]),
  ];
  return pairs
    .filter(([, one, other, least]) => ratio(one, other) < least)
    .map(([name, one, other]) => `${hex} ${scheme}: ${name} is ${ratio(one, other)}`);
}

describe("a brand colour", () => {
  test("stays readable wherever it stands in a cube of 4,096 colours", () => {
    const cube = sides.flatMap((r) => sides.flatMap((g) => sides.map((b) => formatHex([r, g, b]))));

    const found = cube.flatMap((hex) => schemes.flatMap((scheme) => faults(hex, scheme)));

    expect(found).toEqual([]);
  });

  test("stays readable whichever is picked", () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(channel, channel, channel, fc.constantFrom(...schemes), (r, g, b, scheme) => {
        expect(faults(formatHex([r, g, b]), scheme)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is never altered where it fills", () => {
    expect(brandTheme("#FFFF00", "light").brand).toBe("#ffff00");
  });

  test.each([
    ["#036c75", "#ffffff"],
    ["#1f93ff", "#10181c"],
    ["#ffff00", "#10181c"],
    ["#777777", "#000000"],
  ])("%s carries text in %s", (brand, text) => {
    expect(brandTheme(brand, "light").onBrand).toBe(text);
  });

  test("gets a border where it would melt into the surface", () => {
    expect(brandTheme("#000000", "dark").brandEdge).not.toBe("#000000");
    expect(brandTheme("#000000", "light").brandEdge).toBe("#000000");
  });

  test("shows the pointer by a change of the fill", () => {
    for (const hex of ["#000000", "#036c75", "#ffffff", "#1f93ff"]) {
      expect(brandTheme(hex, "light").brandHover).not.toBe(hex);
    }
  });

  test("that is grey leaves words in ink", () => {
    expect(brandTheme("#888888", "light").brandText).toBe("#122026");
  });

  test("that is no colour counts as black", () => {
    expect(brandTheme("url(evil)", "light").brand).toBe("#000000");
  });
});
