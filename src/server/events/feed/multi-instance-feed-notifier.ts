import type { Bus } from "./feed-notifier.ts";
import { createMemoryBus } from "./memory-feed-notifier.ts";
import type { Wire } from "../peers/peer-channel.ts";

/** A bus for several machines: a nudge goes to the listeners here at once, and to those elsewhere over `wire`. */
export function createWiredBus(wire: Wire): Bus {
  const here = createMemoryBus();
  wire.onParcel((parcel) => parcel.kind === "nudge" && here.nudge(parcel.orgId));
  // Nudges may have been missed, so everybody looks at the database once.
  wire.onBack(here.nudgeAll);
  return {
    nudge(orgId, news) {
      here.nudge(orgId, news);
      wire.send({ kind: "nudge", orgId });
    },
    listen: here.listen,
  };
}
