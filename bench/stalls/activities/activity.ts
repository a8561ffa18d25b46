import type { StallDeployment } from "../open-deployment.ts";

/** Something of one company that must not hold another one up. */
export interface Activity {
  /** The part of the figures' names. */
  name: string;
  /** The row of the table. */
  label: string;
  /** The round in which alone it is done, because it takes long or leaves nothing to repeat it on. */
  onlyIn?: "first" | "last";
  /** Whether it is done once in a period. All others are repeated, as often as one connection may call. */
  isOnce?: boolean;
  /** What is done before the period, unmeasured. */
  prepare?: (deployment: StallDeployment) => Promise<void>;
  run: (deployment: StallDeployment, time: ActivityTime) => Promise<void>;
}

/** Where in the run an activity is. */
export interface ActivityTime {
  round: number;
  /** How many times it was done before, in all rounds. */
  count: number;
}
