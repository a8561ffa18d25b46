import { contrast, formatHex, fromOklch, type Oklch, parseHex, type Rgb, toOklch } from "./colour.ts";

/** The widget's colours, derived from the brand colour. All `#rrggbb`. */
interface BrandTheme {
  /** The picked colour, never altered. Used for bubble, header, own messages and Send. */
  brand: string;
  /** Text on the brand colour: at least 4.5:1. */
  onBrand: string;
  /** The brand colour on hover, on which `onBrand` is still readable. */
  brandHover: string;
  /** A faint background of the same hue. */
  brandSoft: string;
  /** Links and text in the brand's hue: at least 4.5:1 on the backgrounds. */
  brandText: string;
  /** A border around brand fills: at least 3:1 against the surface. */
  brandEdge: string;
}

/** The colours of the bubble on the embedding page, the same in both schemes. */
export type BubbleColours = Pick<BrandTheme, "brand" | "onBrand">;

/** One theme for each colour scheme. */
export interface BrandThemes {
  light: BrandTheme;
  dark: BrandTheme;
}

export type ColourScheme = keyof BrandThemes;

/** The minimum contrast by WCAG 2.2: 1.4.3 for text and 1.4.11 for non-text. */
const TEXT_CONTRAST = 4.5;
const EDGE_CONTRAST = 3;

const WHITE = [255, 255, 255] as const;
const INK = [16, 24, 28] as const;
const BLACK = [0, 0, 0] as const;

/** Grey text at the minimum contrast looks disabled, so below this chroma text has the ink colour. */
const GREY_CHROMA = 0.04;
const HOVER_STEP = 0.05;
/** Bounds of lightness. Beyond them a step is invisible or leaves the scale. */
const [DARKEST, DARKEST_HOVER, LIGHTEST] = [0.22, 0.27, 0.97];
const BISECTIONS = 24;

const schemes = {
  light: {
    surfaces: ["#ffffff", "#eef3f5"],
    ink: "#122026",
    softLightness: 0.955,
    softChroma: 0.035,
    away: 0,
  },
  dark: { surfaces: ["#11181b", "#192125"], ink: "#ecf1f3", softLightness: 0.3, softChroma: 0.06, away: 1 },
} as const;

/** The themes of a brand colour for both colour schemes. */
export function brandThemes(hex: string): BrandThemes {
  return { light: brandTheme(hex, "light"), dark: brandTheme(hex, "dark") };
}

/**
 * Computes the theme of an sRGB colour. Its texts are readable for any colour.
 *
 * @param hex - `#rrggbb`; anything else counts as black
 */
export function brandTheme(hex: string, scheme: ColourScheme): BrandTheme {
  const { surfaces, ink, softLightness, softChroma, away } = schemes[scheme];
  const brand = parseHex(hex);
  const colour = toOklch(brand);
  const on = textOn(brand);
  const [surface, bubble] = [parseHex(surfaces[0]), parseHex(surfaces[1])];
  const soft = fromOklch({ ...colour, l: softLightness, c: Math.min(colour.c, softChroma) });

  const text =
    colour.c < GREY_CHROMA ? parseHex(ink) : fit(colour, [surface, bubble, soft], TEXT_CONTRAST, away);
  const edge = fit(colour, [surface], EDGE_CONTRAST, away);
  return {
    brand: formatHex(brand),
    onBrand: formatHex(on),
    brandHover: formatHex(hover(colour, on)),
    brandSoft: formatHex(soft),
    brandText: formatHex(text),
    brandEdge: contrast(brand, surface) >= EDGE_CONTRAST ? formatHex(brand) : formatHex(edge),
  };
}

/**
 * The first of white, ink and black that is readable on a fill. If white is not, black has at least 4.67:1, so one
 * always is.
 */
function textOn(fill: Rgb): Rgb {
  return [WHITE, INK].find((text) => contrast(text, fill) >= TEXT_CONTRAST) ?? BLACK;
}

/** Moves the fill away from its text, or back from the end of the scale. Either way the text stays readable. */
function hover(colour: Oklch, on: Rgb): Rgb {
  let l = colour.l + (on === WHITE ? -HOVER_STEP : HOVER_STEP);
  if (colour.l < DARKEST) l = DARKEST_HOVER;
  if (l > LIGHTEST) l = colour.l - HOVER_STEP;
  return fromOklch({ ...colour, l });
}

/** The colour with the nearest lightness, towards `away`, that has at least this contrast with every background. */
function fit(colour: Oklch, grounds: readonly Rgb[], least: number, away: 0 | 1): Rgb {
  const at = (l: number) => fromOklch({ ...colour, l });
  const reads = (l: number) => grounds.every((ground) => contrast(at(l), ground) >= least);
  if (reads(colour.l)) return at(colour.l);

  let far: number = away;
  let near = colour.l;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (far + near) / 2;
    if (reads(middle)) far = middle;
    else near = middle;
  }
  return at(far);
}
