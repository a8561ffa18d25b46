import { brandThemes } from "#domain/settings/brand-theme.ts";
import { contrast, isHexColour, parseHex } from "#domain/settings/colour.ts";
import { strings } from "../strings.ts";

const text = strings.widget;
const SURFACES = { light: "#ffffff", dark: "#11181b" } as const;
const WHITE = "#ffffff";

/** Explains the contrast of a brand colour in a few lines; in none while the colour is invalid. */
export function explainBrandColour(hex: string): string[] {
  if (!isHexColour(hex)) return [];
  const { light, dark } = brandThemes(hex);
  const look = light.onBrand === WHITE ? "light" : "dark";
  const isAdjusted = light.brandText !== hex.toLowerCase() || dark.brandText !== hex.toLowerCase();
  return [
    text.textOn(contrastRatio(light.onBrand, hex), look),
    text.links(contrastRatio(light.brandText, SURFACES.light), contrastRatio(dark.brandText, SURFACES.dark)),
    ...(isAdjusted ? [text.adjusted] : []),
  ];
}

/** The contrast ratio, truncated to one decimal, because 4.46 must not become 4.5. */
function contrastRatio(one: string, other: string): string {
  const value = contrast(parseHex(one), parseHex(other));
  return (Math.floor(value * 10) / 10).toFixed(1);
}
