import type { Scenario } from "./scenario.ts";
import { assignment } from "./scenarios/assignment.ts";
import { botTakeOver } from "./scenarios/bot-take-over.ts";
import { duplicates } from "./scenarios/duplicates.ts";
import { heldLock } from "./scenarios/held-lock.ts";
import { hostileCursors } from "./scenarios/hostile-cursors.ts";
import { idleEnd } from "./scenarios/idle-end.ts";
import { killNine } from "./scenarios/kill-nine.ts";
import { slowReaders } from "./scenarios/slow-readers.ts";

/** Every scenario, the headline first. */
export const SCENARIOS: readonly Scenario[] = [
  killNine,
  duplicates,
  assignment,
  botTakeOver,
  idleEnd,
  slowReaders,
  hostileCursors,
  heldLock,
];
