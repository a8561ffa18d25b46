import type { ViolationCounter } from "../support/violation-counters.ts";
import type { Db } from "../deployment/deployment.ts";

/** A text in a file and its broken replacement. The text must occur there exactly once. */
export interface Edit {
  file: string;
  find: string;
  replace: string;
}

/** The product with one rule broken on purpose. */
export interface Mutant {
  name: string;
  /** The broken rule, as a sentence. */
  breaks: string;
  edits: readonly Edit[];
  /** The scenario that must notice, and the database it runs on. */
  scenario: string;
  db: Db;
  /** The counters that may notice. At least one must not be 0. */
  caughtBy: readonly ViolationCounter[];
}
