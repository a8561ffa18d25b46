/** Works on a text that arrives in pieces. What it cannot judge yet it holds back until more comes, or the end. */
export interface TextFilter {
  push(text: string): string;
  /** What was held back, when nothing more comes. */
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
