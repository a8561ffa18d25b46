/** Filters a text that arrives in pieces. It holds back what it cannot decide yet until more arrives, or the end. */
export interface TextFilter {
  push(text: string): string;
  /** Ends the text and returns what was held back. */
  end(): string;
}

/** Chains filters: each filters the output of the one before. */
export function chainFilters(filters: readonly TextFilter[]): TextFilter {
  const through = (text: string) => filters.reduce((rest, filter) => filter.push(rest), text);
  return {
    push: through,
    end: () => filters.reduce((rest, filter) => filter.push(rest) + filter.end(), ""),
  };
}
