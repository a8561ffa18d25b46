import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import { BoundedMap } from "../../limits/bounded-map.ts";
import type { WarnOnce } from "../../limits/warn-once.ts";
import { addressKey } from "../security/client-address.ts";
import { otherSiteEvent } from "../security/csrf.ts";
import {
  isStrippedUpgrade,
  noSocketWantedResponse,
  STRIPPED_UPGRADE_TEXT,
  upgradeRefusalResponse,
  type UpgradeRefusalStatus,
} from "./upgrade-refusal.ts";

interface UpgradeRefusalsDeps {
  logSecurityEvent: LogSecurityEvent;
  warnOnce: WarnOnce;
  /** In [0, 1). */
  random: () => number;
}

/** Refuses sockets, and remembers why by the caller's address: a browser does not show its page the answer. */
export interface UpgradeRefusals {
  refuse(status: UpgradeRefusalStatus, request: Request, address: string): Response;
  /** The caller has got a socket. */
  forget(address: string): void;
}

/** No socket has been refused yet. */
export function createUpgradeRefusals({
  logSecurityEvent,
  warnOnce,
  random,
}: UpgradeRefusalsDeps): UpgradeRefusals {
  const lastByAddress = new BoundedMap<string, UpgradeRefusalStatus>();

  return {
    refuse(status, request, address) {
      const from = addressKey(address);
      if (status === 426 && !isStrippedUpgrade(request))
        return noSocketWantedResponse(lastByAddress.get(from) ?? null);
      lastByAddress.set(from, status);
      // An instance that is full or draining is not the caller's fault.
      if (status === 403) logSecurityEvent(otherSiteEvent("socket", request.headers, from));
      if (status === 426) warnOnce("stripped upgrade", STRIPPED_UPGRADE_TEXT);
      if (status === 429) logSecurityEvent({ kind: "slowed", what: "sockets-of-an-address", from });
      return upgradeRefusalResponse(status, random);
    },
    forget: (address) => lastByAddress.delete(addressKey(address)),
  };
}
