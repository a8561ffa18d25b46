import type { CustomerId } from "#domain/model/ids.ts";
import { EMPTY_LAYOUT, type LaneLayout } from "./lane-layout.ts";

/** Reads a layout that was kept. What cannot be understood is left out: the storage may hold anything. */
export function parseLayout(found: object | null): LaneLayout {
  const kept = isRecord(found) ? found : {};
  const open = customers(kept["open"]);
  const among = (ids: unknown) => customers(ids).filter((id) => open.includes(id));
  const { list } = kept;
  const [focused = null] = among([kept["focused"]]);
  const shares: Record<string, unknown> = isRecord(kept["shares"]) ? kept["shares"] : {};
  return {
    ...EMPTY_LAYOUT,
    open,
    shown: among(kept["shown"]),
    collapsed: among(kept["collapsed"]),
    recent: [...new Set([...among(kept["recent"]), ...open])],
    shares: Object.fromEntries(
      open.flatMap((id) => {
        const share = shares[id];
        return isShare(share) ? [[id, share]] : [];
      }),
    ),
    focused,
    list: list === "whole" || list === "names" ? list : null,
  };
}

function customers(value: unknown): CustomerId[] {
  return Array.isArray(value) ? [...new Set(value.filter(isCustomerId))] : [];
}

function isCustomerId(value: unknown): value is CustomerId {
  return typeof value === "string" && value.startsWith("cus_");
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
