import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { brandTheme, brandThemes, type ColourScheme } from "./brand-theme.ts";
import { contrast, formatHex, parseHex, toOklch } from "./colour.ts";

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

const lightnessOf = (hex: string) => toOklch(parseHex(hex)).l;

const blueOf = (scheme: ColourScheme) => brandTheme("#1f93ff", scheme);

describe("the theme of a colour", () => {
  test("has a hover 0.05 darker under white text, and 0.05 lighter under dark text", () => {
    expect(lightnessOf(brandTheme("#036c75", "light").brandHover)).toBeCloseTo(
      lightnessOf("#036c75") - 0.05,
      2,
    );
    expect(lightnessOf(blueOf("light").brandHover)).toBeCloseTo(lightnessOf("#1f93ff") + 0.05, 2);
  });

  test("has a hover darker than what is almost white, and visible on what is almost black", () => {
    expect(lightnessOf(brandTheme("#ffffff", "light").brandHover)).toBeCloseTo(0.95, 2);
    expect(lightnessOf(brandTheme("#f0f0f0", "light").brandHover)).toBeCloseTo(
      lightnessOf("#f0f0f0") - 0.05,
      2,
    );
    for (const hex of ["#000000", "#141414", "#1a1a1a"])
      expect(lightnessOf(brandTheme(hex, "light").brandHover)).toBeCloseTo(0.27, 2);
    expect(lightnessOf(brandTheme("#0d2438", "light").brandHover)).toBeCloseTo(
      lightnessOf("#0d2438") - 0.05,
      2,
    );
  });

  test("has a faint ground of the same hue: almost white in the light, dark in the dark", () => {
    const [light, dark] = [
      toOklch(parseHex(blueOf("light").brandSoft)),
      toOklch(parseHex(blueOf("dark").brandSoft)),
    ];
    const { h } = toOklch(parseHex("#1f93ff"));

    expect(light.l).toBeCloseTo(0.955, 2);
    expect(dark.l).toBeCloseTo(0.3, 2);
    expect(dark.c).toBeCloseTo(0.06, 2);
    expect(Math.cos(light.h - h)).toBeGreaterThan(0.99);
    expect(toOklch(parseHex(brandTheme("#036c75", "light").brandSoft)).c).toBeCloseTo(0.035, 2);
    expect(toOklch(parseHex(brandTheme("#888888", "light").brandSoft)).c).toBeLessThan(0.002);
  });

  test("changes links and edges by no more than their contrast needs", () => {
    const onWhite = (hex: string) => ratio(hex, "#ffffff");
    const [light, dark] = [brandTheme("#ffff00", "light"), brandTheme("#036c75", "dark")];

    expect(onWhite(light.brandEdge)).toBeLessThan(3.1);
    expect(ratio(light.brandText, light.brandSoft)).toBeLessThan(4.65);
    expect(ratio(dark.brandEdge, "#11181b")).toBeLessThan(3.1);
    expect(ratio(dark.brandText, dark.brandSoft)).toBeLessThan(4.65);
    expect(brandTheme("#036c75", "light")).toMatchObject({ brandText: "#036c75", brandEdge: "#036c75" });
  });

  test("has words in ink for what is almost grey, in each scheme its own", () => {
    expect(brandTheme("#888888", "dark").brandText).toBe("#ecf1f3");
    expect(brandTheme("#7a8a8a", "light").brandText).toBe("#122026");
    expect(brandTheme("#5a8a8a", "light").brandText).not.toBe("#122026");
  });

  test("is made for both schemes", () => {
    expect(brandThemes("#036c75")).toEqual({
      light: {
        brand: "#036c75",
        onBrand: "#ffffff",
        brandHover: "#005d65",
        brandSoft: "#d6f8fb",
        brandText: "#036c75",
        brandEdge: "#036c75",
      },
      dark: {
        brand: "#036c75",
        onBrand: "#ffffff",
        brandHover: "#005d65",
        brandSoft: "#00353a",
        brandText: "#4ea2ab",
        brandEdge: "#096e78",
      },
    });
  });
});
