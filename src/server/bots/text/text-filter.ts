/** Filters a text that arrives in pieces. What it cannot decide yet it holds back until more arrives, or the end. */
export interface TextFilter {
  push(text: string): string;
  /** Returns what was held back, at the end of the text. */
  end(): string;
}

/** Several filters, one behind the other. */
export function chainFilters(filters: readonly TextFilter[]): TextFilter {
  const through = (text: string) => filters.reduce((rest, filter) => filter.push(rest), text);
  return {
    push: through,
    end: () => filters.reduce((rest, filter) => filter.push(rest) + filter.end(), ""),
  };
}
