const TWO_DECIMALS_BELOW = 10;
const ONE_DECIMAL_BELOW = 100;

/** Formats a number: two decimals below 10, one below 100, none above, with thousands separators. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "–";
  const digits = Math.abs(value) < TWO_DECIMALS_BELOW ? 2 : Math.abs(value) < ONE_DECIMAL_BELOW ? 1 : 0;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
