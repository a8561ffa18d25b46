import type { Evidence } from "./evidence.ts";

// Written by bench/retrieval/fit-confidence.ts; docs/bench.md says what it was fit on.

/** The constant of the regression. */
export const BIAS = -5.987;

/** What each piece of evidence counts. */
export const WEIGHTS: Evidence = {
  inDocument: 4.025,
  inDocumentSquared: -3.67,
  inSentence: -2.151,
  everyWordInSentence: 0.577,
  inTitle: 1.363,
  isMostTellingFound: -1.249,
  notInAnyArticle: 0.286,
  elsewhere: -0.999,
  nearlySpelled: 1.17,
  score: 3.967,
  ahead: 4.243,
  aheadByShare: 0.984,
  rivals: -0.252,
  words: 2.189,
  strength: 4.761,
};
