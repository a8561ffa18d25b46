import { useRef, useState } from "react";
import { earlierPageOf, type LaneSnapshot } from "#domain/views/customer-lane.ts";
import { loadEarlier } from "../../../live/lane-snapshots.ts";

/** Loads earlier messages one page at a time. A failed page is retried on the next request. */
export function useEarlierMessages(lane: LaneSnapshot | null) {
  const isInFlight = useRef(false);
  const [isLoading, setLoading] = useState(false);
  const hasEarlier = lane !== null && earlierPageOf(lane) !== null;

  function loadMore() {
    if (lane === null || !hasEarlier || isInFlight.current) return;
    isInFlight.current = true;
    setLoading(true);
    void loadEarlier(lane.customer.id)
      .catch(() => false)
      .finally(() => {
        isInFlight.current = false;
        setLoading(false);
      });
  }

  return { hasEarlier, isLoading, loadMore };
}
