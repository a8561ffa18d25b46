import { runScheduler } from "../services/instances/scheduler.ts";
import type { Composition } from "./compose.ts";

/** Works until `signal` aborts, and resolves once what it had begun is done. */
type Background = (composition: Composition, signal: AbortSignal) => Promise<void>;

/** Everything that runs beside the requests: the scheduler, and the channels. */
const BACKGROUND: readonly Background[] = [runScheduler];

/** Runs all of it. The database stays open until this resolves. */
export async function runBackground(composition: Composition, signal: AbortSignal): Promise<void> {
  await Promise.all(BACKGROUND.map((run) => run(composition, signal)));
}
