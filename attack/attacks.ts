import type { Attack } from "./attack.ts";
import { egress } from "./egress/egress.ts";
import { xss } from "./xss/xss.ts";

/** All there are, in the order they are run. */
export const ATTACKS: readonly Attack[] = [xss, egress];
