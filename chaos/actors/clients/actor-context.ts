import type { SeededRandom } from "../../support/seeded-random.ts";
import type { RunHistory } from "../../support/run-history.ts";
import type { Clock } from "./fast-clock.ts";
import type { Submissions } from "../messages/submissions.ts";

/** The context shared by all actors of a run. */
export interface ActorContext {
  /** The origin that people open. */
  url: string;
  /** The address that sockets connect to: the same origin, or an instance directly. */
  connectUrl: string;
  history: RunHistory;
  submissions: Submissions;
  random: SeededRandom;
  clock: Clock;
}
