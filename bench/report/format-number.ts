const FEW = 10;
const MANY = 100;

/** A number as people read it: two decimals below 10, one below 100, none above, thousands apart. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "–";
  const digits = Math.abs(value) < FEW ? 2 : Math.abs(value) < MANY ? 1 : 0;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
