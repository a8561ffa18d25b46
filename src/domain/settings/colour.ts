/** An sRGB colour: red, green and blue from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A perceptual colour (OKLCH): lightness 0 to 1, chroma from 0 up, hue in radians. */
export interface Oklch {
  l: number;
  c: number;
  h: number;
}

const CHANNEL_MAX = 255;
const HEX = 16;
const HEX_COLOUR = /^#([0-9a-f]{6})$/i;
const CHROMA_STEPS = 16;

/** Whether a text is a colour in the stored form `#rrggbb`, upper or lower case. */
export function isHexColour(text: string): boolean {
  return HEX_COLOUR.test(text);
}

/** Parses `#rrggbb`; anything else is black. */
export function parseHex(hex: string): Rgb {
  const digits = HEX_COLOUR.exec(hex)?.[1] ?? "000000";
  const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), HEX);
  return [channel(0), channel(2), channel(4)];
}

/** Formats as `#rrggbb`. */
export function formatHex(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(HEX).padStart(2, "0")).join("")}`;
}

/**
 * The contrast ratio of two colours, 1 to 21.
 *
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * Converts an sRGB colour to lightness, chroma and hue.
 *
 * @see https://bottosson.github.io/posts/oklab/
 */
export function toOklch(rgb: Rgb): Oklch {
  const [r, g, b] = linearRgb(rgb);
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  const greenRed = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const blueYellow = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  return {
    l: 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    c: Math.hypot(greenRed, blueYellow),
    h: Math.atan2(blueYellow, greenRed),
  };
}

/** Converts to the nearest sRGB colour: same lightness and hue, with the largest chroma within the gamut. */
export function fromOklch({ l, c, h }: Oklch): Rgb {
  let fits = 0;
  let reach = c;
  if (isShowable(linearFrom(l, c, h))) fits = c;
  for (let step = 0; fits < c && step < CHROMA_STEPS; step++) {
    const middle = (fits + reach) / 2;
    if (isShowable(linearFrom(l, middle, h))) fits = middle;
    else reach = middle;
  }
  const [red, green, blue] = linearFrom(l, fits, h);
  return [encode(red), encode(green), encode(blue)];
}

function linearFrom(l: number, c: number, h: number): Rgb {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}

function isShowable(linear: Rgb): boolean {
  const slack = 1e-4;
  return linear.every((channel) => channel >= -slack && channel <= 1 + slack);
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = linearRgb(rgb);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linearRgb([red, green, blue]: Rgb): Rgb {
  return [decode(red), decode(green), decode(blue)];
}

/** The sRGB transfer function, IEC 61966-2-1. */
function decode(channel: number): number {
  const value = channel / CHANNEL_MAX;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encode(linear: number): number {
  const value = Math.min(1, Math.max(0, linear));
  return Math.round(CHANNEL_MAX * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
}
