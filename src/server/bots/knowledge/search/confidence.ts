import { EVIDENCE, type Evidence } from "./evidence.ts";
import { BIAS, WEIGHTS } from "./learnt-weights.ts";

/** From here on the built-in chatbot answers. */
export const SURE = 0.4;

/** How surely a passage answers a question, from 0 to 1 (a logistic regression). */
export function confidenceOf(evidence: Evidence): number {
  const sum = EVIDENCE.reduce((total, name) => total + WEIGHTS[name] * evidence[name], BIAS);
  return 1 / (1 + Math.exp(-sum));
}
