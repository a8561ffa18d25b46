import type { Scenario } from "./scenario.ts";
import { killNine } from "./scenarios/kill-nine.ts";

/** Every scenario, the headline first. */
export const SCENARIOS: readonly Scenario[] = [killNine];
