import type { TermId } from "../store/vocabulary.ts";

/** A term of the index that may be meant by a word of a question. */
export interface Meaning {
  id: TermId;
  /** How surely it is meant, from 0 to 1. */
  trust: number;
}
