import type { ViolationCounter } from "../support/violation-counters.ts";
import type { Db } from "../deployment/deployment.ts";

/** A piece of a file and its broken replacement. It must occur there exactly once. */
export interface Edit {
  file: string;
  find: string;
  replace: string;
}

/** The product with one rule broken on purpose. */
export interface Mutant {
  name: string;
  /** What is broken, as a sentence. */
  breaks: string;
  edits: readonly Edit[];
  /** The scenario that must notice, and the database it runs on. */
  scenario: string;
  db: Db;
  /** At least one of these must not be 0. */
  caughtBy: readonly ViolationCounter[];
}
