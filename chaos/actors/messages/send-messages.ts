import type { SessionId } from "#domain/model/ids.ts";
import { until } from "../../support/wait-until.ts";
import type { Mouth } from "./actor-outbox.ts";

/** As long as a short sentence; lists cut words that are longer than twice this. */
const LENGTH = 60;
const FILL = "the kettle keeps the water warm and the tea is still good ".repeat(70);

export interface ChatterOptions {
  actor: string;
  mouth: Mouth;
  /** Where to speak next; `null` while there is nowhere. */
  where: () => SessionId | null;
  count: number;
  /** How many may be on their way at once. */
  window: number;
  patienceMs: number;
  /** Of each message, in characters. */
  length?: number;
}

/** Says `count` things, each with words of its own, never more than `window` unanswered; stops when patience ends. */
export async function chatter(options: ChatterOptions): Promise<void> {
  const { actor, mouth, where, count, window, patienceMs, length = LENGTH } = options;
  const deadline = performance.now() + patienceMs;
  for (let said = 0; said < count;) {
    const left = deadline - performance.now();
    if (left < 0) return;
    const place = where();
    if (place !== null && mouth.pending() < window) {
      said += 1;
      mouth.say(place, `${actor} ${mouth.said() + 1}: ${FILL}`.slice(0, length).trim());
    } else await until(() => mouth.pending() < window && where() !== null, left);
  }
}
