import { formatNumber } from "./format-number.ts";

/** One bar. */
interface Bar {
  label: string;
  value: number;
  /** Whether it is drawn in the product's colour. */
  isOurs: boolean;
}

/** A bar chart. */
export interface BarChart {
  title: string;
  unit: string;
  bars: readonly Bar[];
}

const WIDTH = 760;
const LABEL_WIDTH = 300;
const VALUE_WIDTH = 150;
const ROW = 34;
const TOP = 52;
const BAR_HEIGHT = 20;

const STYLE = `
  text { font: 14px system-ui, sans-serif; fill: #1f2a2b; }
  .title { font-weight: 600; font-size: 16px; }
  .ours { fill: #036c75; } .other { fill: #9fb3b5; }
  @media (prefers-color-scheme: dark) { text { fill: #e6eeee; } .ours { fill: #3fb5bf; } .other { fill: #5d7173; } }
`;

/** Draws bars as an SVG document that suits light and dark pages. */
export function drawBars({ title, unit, bars }: BarChart): string {
  const longest = Math.max(...bars.map(({ value }) => value));
  const maxLength = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
  const rows = bars.map(({ label, value, isOurs }, index) => {
    const y = TOP + index * ROW;
    const length = Math.max(1, Math.round((value / longest) * maxLength));
    const middle = y + BAR_HEIGHT - 5;
    return [
      `<text x="${LABEL_WIDTH - 12}" y="${middle}" text-anchor="end">${escaped(label)}</text>`,
      `<rect class="${isOurs ? "ours" : "other"}" x="${LABEL_WIDTH}" y="${y}" width="${length}" height="${BAR_HEIGHT}" rx="3"/>`,
      `<text x="${LABEL_WIDTH + length + 8}" y="${middle}">${formatNumber(value)} ${escaped(unit)}</text>`,
    ].join("\n");
  });
  const height = TOP + bars.length * ROW + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
<text class="title" x="12" y="26">${escaped(title)}</text>
${rows.join("\n")}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
