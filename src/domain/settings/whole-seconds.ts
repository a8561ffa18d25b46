import * as z from "zod/mini";
import { type Millis, SECOND } from "../model/instant.ts";

/** Creates a schema for a span in milliseconds that is a whole number of seconds. */
export function wholeSeconds(min: Millis, max: Millis) {
  return z.number().check(z.refine((ms) => ms % SECOND === 0 && ms >= min && ms <= max));
}
