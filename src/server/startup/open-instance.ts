import type { Config } from "./config.ts";
import { openPostgresPeerChannel } from "../events/peers/postgres-peer-channel.ts";
import { NO_PEER_CHANNEL, type PeerChannel } from "../events/peers/peer-channel.ts";
import type { CompositionDeps } from "./composition-deps.ts";

/** A process of this deployment; several share one Postgres. */
export interface Instance {
  instanceId: string;
  /** The channel to the other instances. */
  peerChannel: PeerChannel;
}

/** Opens an instance among others on the same Postgres, connected to them. On SQLite it is the only one. */
export function openInstance(
  { databaseUrl }: Pick<Config, "databaseUrl">,
  { monotonicNow: now, newId, report }: Pick<CompositionDeps, "monotonicNow" | "newId" | "report">,
): Instance {
  const instanceId = newId();
  if (databaseUrl === null) return { instanceId, peerChannel: NO_PEER_CHANNEL };
  return { instanceId, peerChannel: openPostgresPeerChannel({ url: databaseUrl, instanceId, now, report }) };
}
