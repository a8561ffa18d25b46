import type { Scenario } from "./scenario.ts";
import { assignment } from "./scenarios/assignment.ts";
import { botTakeOver } from "./scenarios/bot-take-over.ts";
import { clockSteps } from "./scenarios/clock-steps.ts";
import { cuts } from "./scenarios/cuts.ts";
import { deafMachines } from "./scenarios/deaf-machines.ts";
import { diskFull } from "./scenarios/disk-full.ts";
import { duplicates } from "./scenarios/duplicates.ts";
import { fsync } from "./scenarios/fsync.ts";
import { halfOpen } from "./scenarios/half-open.ts";
import { heldLock } from "./scenarios/held-lock.ts";
import { hostileCursors } from "./scenarios/hostile-cursors.ts";
import { idleEnd } from "./scenarios/idle-end.ts";
import { instances } from "./scenarios/instances.ts";
import { killNine } from "./scenarios/kill-nine.ts";
import { postgresDown } from "./scenarios/postgres-down.ts";
import { restartHerd } from "./scenarios/restart-herd.ts";
import { rollingRestarts } from "./scenarios/rolling-restarts.ts";
import { silentNetwork } from "./scenarios/silent-network.ts";
import { sleepingClients } from "./scenarios/sleeping-clients.ts";
import { slowReaders } from "./scenarios/slow-readers.ts";
import { twoTabs } from "./scenarios/two-tabs.ts";

/** Every scenario, the headline first. */
export const SCENARIOS: readonly Scenario[] = [
  killNine,
  duplicates,
  assignment,
  botTakeOver,
  idleEnd,
  hostileCursors,
  heldLock,
  fsync,
  slowReaders,
  sleepingClients,
  cuts,
  twoTabs,
  halfOpen,
  silentNetwork,
  clockSteps,
  restartHerd,
  rollingRestarts,
  postgresDown,
  instances,
  deafMachines,
  diskFull,
];
