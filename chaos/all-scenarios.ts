import type { Scenario } from "./testbed/scenario.ts";
import { assignment } from "./scenarios/chat-rules/assignment.ts";
import { takeOverFromBot } from "./scenarios/chat-rules/take-over-from-bot.ts";
import { clockSteps } from "./scenarios/instances/clock-steps.ts";
import { cuts } from "./scenarios/network/cuts.ts";
import { lostNotifications } from "./scenarios/instances/lost-notifications.ts";
import { diskFull } from "./scenarios/database/disk-full.ts";
import { duplicates } from "./scenarios/clients/duplicates.ts";
import { fsync } from "./scenarios/database/fsync.ts";
import { halfOpen } from "./scenarios/network/half-open.ts";
import { heldLock } from "./scenarios/database/held-lock.ts";
import { hostileCursors } from "./scenarios/clients/hostile-cursors.ts";
import { idleEnd } from "./scenarios/chat-rules/idle-end.ts";
import { killedInstances } from "./scenarios/instances/killed-instances.ts";
import { killNine } from "./scenarios/restarts/kill-nine.ts";
import { postgresDown } from "./scenarios/database/postgres-down.ts";
import { restartHerd } from "./scenarios/restarts/restart-herd.ts";
import { rollingRestarts } from "./scenarios/restarts/rolling-restarts.ts";
import { silentNetwork } from "./scenarios/network/silent-network.ts";
import { sleepingClients } from "./scenarios/clients/sleeping-clients.ts";
import { slowReaders } from "./scenarios/clients/slow-readers.ts";
import { twoTabs } from "./scenarios/clients/two-tabs.ts";

/** Every scenario, the most important one first. */
export const SCENARIOS: readonly Scenario[] = [
  killNine,
  duplicates,
  assignment,
  takeOverFromBot,
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
  killedInstances,
  lostNotifications,
  diskFull,
];
