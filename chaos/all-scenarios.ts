import type { Scenario } from "./testbed/scenario.ts";
import { assignment } from "./scenarios/chat-rules/assignment.ts";
import { takeOverFromBot } from "./scenarios/chat-rules/take-over-from-bot.ts";
import { clockInSignIn } from "./scenarios/instances/clock-in-sign-in.ts";
import { clockSteps } from "./scenarios/instances/clock-steps.ts";
import { cuts } from "./scenarios/network/cuts.ts";
import { leavingCustomers } from "./scenarios/instances/leaving-customers.ts";
import { lostNotifications } from "./scenarios/instances/lost-notifications.ts";
import { diskFull } from "./scenarios/database/disk-full.ts";
import { duplicates } from "./scenarios/clients/duplicates.ts";
import { fsync } from "./scenarios/database/fsync.ts";
import { blackholedConnections } from "./scenarios/network/blackholed-connections.ts";
import { heldLock } from "./scenarios/database/held-lock.ts";
import { hostileCursors } from "./scenarios/clients/hostile-cursors.ts";
import { idleEnd } from "./scenarios/chat-rules/idle-end.ts";
import { killedInstances } from "./scenarios/instances/killed-instances.ts";
import { killNine } from "./scenarios/restarts/kill-nine.ts";
import { postgresDown } from "./scenarios/database/postgres-down.ts";
import { restartHerd } from "./scenarios/restarts/restart-herd.ts";
import { rollingRestarts } from "./scenarios/restarts/rolling-restarts.ts";
import { droppedPackets } from "./scenarios/network/dropped-packets.ts";
import { sleepingClients } from "./scenarios/clients/sleeping-clients.ts";
import { slowReaders } from "./scenarios/clients/slow-readers.ts";
import { olderBuild } from "./scenarios/builds/older-build.ts";
import { crashedTabs } from "./scenarios/clients/crashed-tabs.ts";

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
  crashedTabs,
  blackholedConnections,
  droppedPackets,
  clockSteps,
  restartHerd,
  rollingRestarts,
  postgresDown,
  killedInstances,
  lostNotifications,
  leavingCustomers,
  diskFull,
  olderBuild,
  clockInSignIn,
];
