import { describe, expect, test } from "bun:test";
import { contrast, formatHex, fromOklch, isHexColour, parseHex, toOklch } from "./colour.ts";

const DEGREES = 180 / Math.PI;
const onWhite = (hex: string) => contrast(parseHex(hex), [255, 255, 255]);

describe("a colour in text", () => {
  test.each(["#000000", "#ffffff", "#036C75", "#abcdef"])("is %s", (hex) => {
    expect(isHexColour(hex)).toBe(true);
    expect(formatHex(parseHex(hex))).toBe(hex.toLowerCase());
  });

  test.each(["", "#fff", "036c75", "#036c7", "#036c755", "#gggggg", " #036c75", "red"])(
    "is not %j",
    (text) => {
      expect(isHexColour(text)).toBe(false);
      expect(parseHex(text)).toEqual([0, 0, 0]);
    },
  );

  test("has red first, then green, then blue", () => {
    expect(parseHex("#0a8bff")).toEqual([10, 139, 255]);
    expect(formatHex([10, 139, 255])).toBe("#0a8bff");
  });
});

describe("contrast", () => {
  test.each([
    ["#000000", 21],
    ["#ff0000", 3.99848],
    ["#00ff00", 1.37219],
    ["#0000ff", 8.59247],
    ["#767676", 4.54222],
    ["#0a0a0a", 19.79815],
    ["#0b0b0b", 19.68263],
    ["#ffffff", 1],
  ])("of %s with white is that of WCAG 2.2", (hex, ratio) => {
    expect(onWhite(hex)).toBeCloseTo(ratio, 4);
    expect(contrast([255, 255, 255], parseHex(hex))).toBe(onWhite(hex));
  });
});

/** The primaries in OKLCH by CSS Color 4, with the hue in degrees. */
const PRIMARIES: [hex: string, l: number, c: number, h: number][] = [
  ["#ff0000", 0.627955, 0.257683, 29.2339],
  ["#00ff00", 0.86644, 0.294827, 142.4953],
  ["#0000ff", 0.452014, 0.313214, 264.052],
  ["#ffff00", 0.967983, 0.211006, 109.7692],
  ["#00ffff", 0.905399, 0.15455, 194.7689],
  ["#ff00ff", 0.701674, 0.322491, 328.3634],
];

describe("in OKLCH", () => {
  test.each(PRIMARIES)("%s has the lightness, chroma and hue of CSS Color 4", (hex, l, c, h) => {
    const colour = toOklch(parseHex(hex));

    expect(colour.l).toBeCloseTo(l, 5);
    expect(colour.c).toBeCloseTo(c, 5);
    expect((colour.h * DEGREES + 360) % 360).toBeCloseTo(h, 3);
  });

  test("greys have no chroma, and the lightness of white is 1, of black 0", () => {
    expect(toOklch([255, 255, 255]).l).toBeCloseTo(1, 5);
    expect(toOklch([0, 0, 0]).l).toBe(0);
    expect(toOklch([128, 128, 128]).c).toBeCloseTo(0, 5);
  });

  test("every colour of a grid comes back as it was", () => {
    const sides = [0, 1, 2, 10, 11, 12, 85, 170, 254, 255];
    const grid = sides.flatMap((r) => sides.flatMap((g) => sides.map((b) => formatHex([r, g, b]))));

    expect(grid.map((hex) => formatHex(fromOklch(toOklch(parseHex(hex)))))).toEqual(grid);
  });

  test.each([
    [0.6, 0.4, 0],
    [0.9, 0.3, 4],
    [0.3, 0.3, 2],
    [0.75, 0.35, 5.5],
  ])(
    "what no screen shows (%d %d %d) keeps lightness and hue, with as much chroma as there is",
    (l, c, h) => {
      const rgb = fromOklch({ l, c, h });
      const shown = toOklch(rgb);

      expect(Math.abs(shown.l - l)).toBeLessThan(0.006);
      expect(Math.cos(shown.h - h)).toBeGreaterThan(0.9995);
      expect(shown.c).toBeLessThan(c);
      // On the edge of the gamut a channel is all or nothing.
      expect(Math.min(Math.min(...rgb), 255 - Math.max(...rgb))).toBeLessThanOrEqual(1);
    },
  );
});
