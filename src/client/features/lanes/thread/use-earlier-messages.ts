import { useRef, useState } from "react";
import { earlierPageOf, type LaneSnapshot } from "#domain/views/customer-lane.ts";
import { loadEarlier } from "../../../live/lane-store.ts";

/** Reads what lies before, one page at a time. What does not come is asked for again at the next wish. */
export function useEarlierMessages(lane: LaneSnapshot | null) {
  const isAsking = useRef(false);
  const [isLoading, setLoading] = useState(false);
  const hasEarlier = lane !== null && earlierPageOf(lane) !== null;

  function ask() {
    if (lane === null || !hasEarlier || isAsking.current) return;
    isAsking.current = true;
    setLoading(true);
    void loadEarlier(lane.customer.id)
      .catch(() => false)
      .finally(() => {
        isAsking.current = false;
        setLoading(false);
      });
  }

  return { hasEarlier, isLoading, ask };
}
