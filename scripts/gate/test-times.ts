import { join } from "node:path";
import { ROOT } from "../run/bun.ts";

/** Where Bun writes down how long each file of tests took when it last ran. */
export const TEST_TIMES = join(ROOT, ".tsc/gate/test-times.json");
