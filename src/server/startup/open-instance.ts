import type { Config } from "./config.ts";
import { openPostgresPeerChannel } from "../events/peers/postgres-peer-channel.ts";
import { NO_PEER_CHANNEL, type PeerChannel } from "../events/peers/peer-channel.ts";
import type { Runtime } from "./runtime.ts";

/** A process of this deployment; several share one Postgres. */
export interface Instance {
  instanceId: string;
  /** What it tells the others by, and hears of them. */
  peerChannel: PeerChannel;
}

/** A machine like others on the same Postgres, in touch with them; on SQLite it is the only one. */
export function openInstance(
  { databaseUrl }: Pick<Config, "databaseUrl">,
  { now, newId, report }: Pick<Runtime, "now" | "newId" | "report">,
): Instance {
  const instanceId = newId();
  if (databaseUrl === null) return { instanceId, peerChannel: NO_PEER_CHANNEL };
  return { instanceId, peerChannel: openPostgresPeerChannel({ url: databaseUrl, instanceId, now, report }) };
}
