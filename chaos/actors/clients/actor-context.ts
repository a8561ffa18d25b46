import type { Chance } from "../../support/seeded-random.ts";
import type { History } from "../../support/run-history.ts";
import type { Clock } from "./fast-clock.ts";
import type { Submissions } from "../messages/submissions.ts";

/** What every actor of a run shares. */
export interface Stage {
  /** The origin people open. */
  url: string;
  /** Where sockets are dialled: there, or past the balancer. */
  dial: string;
  history: History;
  submissions: Submissions;
  chance: Chance;
  clock: Clock;
}
