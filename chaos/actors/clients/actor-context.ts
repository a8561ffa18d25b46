import type { SeededRandom } from "../../support/seeded-random.ts";
import type { RunHistory } from "../../support/run-history.ts";
import type { Clock } from "./fast-clock.ts";
import type { Submissions } from "../messages/submissions.ts";

/** What every actor of a run shares. */
export interface ActorContext {
  /** The origin people open. */
  url: string;
  /** Where sockets connect to: the same, or an instance directly. */
  connectUrl: string;
  history: RunHistory;
  submissions: Submissions;
  random: SeededRandom;
  clock: Clock;
}
