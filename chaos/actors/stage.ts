import type { Chance } from "../chance.ts";
import type { History } from "../history.ts";
import type { Clock } from "./quick-clock.ts";
import type { Submissions } from "./submissions.ts";

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
