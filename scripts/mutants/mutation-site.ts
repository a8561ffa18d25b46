/** A place in a source file that can be changed, and the texts that can replace it. Each change is one mutant. */
export interface MutationSite {
  /** Offsets in the text, in UTF-16 units; `end` is excluded. */
  start: number;
  end: number;
  alternatives: readonly string[];
}

/** A source file with one change. */
export interface Mutant {
  /** Relative to the checkout. */
  file: string;
  line: number;
  before: string;
  after: string;
  /** The whole text of the changed file. */
  text: string;
}
