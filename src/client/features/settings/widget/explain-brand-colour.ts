import { brandThemes } from "#domain/settings/brand-theme.ts";
import { contrast, isHexColour, parseHex } from "#domain/settings/colour.ts";
import { strings } from "../strings.ts";

const text = strings.widget;
const SURFACES = { light: "#ffffff", dark: "#11181b" } as const;
const WHITE = "#ffffff";

/** What a brand colour means for those who read, in lines; none while it is no colour yet. */
export function explainBrandColour(hex: string): string[] {
  if (!isHexColour(hex)) return [];
  const { light, dark } = brandThemes(hex);
  const look = light.onBrand === WHITE ? "light" : "dark";
  const isAdjusted = light.brandText !== hex.toLowerCase() || dark.brandText !== hex.toLowerCase();
  return [
    text.textOn(ratio(light.onBrand, hex), look),
    text.links(ratio(light.brandText, SURFACES.light), ratio(dark.brandText, SURFACES.dark)),
    ...(isAdjusted ? [text.adjusted] : []),
  ];
}

/** One decimal, cut off and not rounded: 4.46 is not 4.5. */
function ratio(one: string, other: string): string {
  const value = contrast(parseHex(one), parseHex(other));
  return (Math.floor(value * 10) / 10).toFixed(1);
}
