import type { CustomerId } from "#domain/model/ids.ts";
import { EMPTY_LAYOUT, type LaneLayout } from "./lane-layout.ts";

/** Parses a stored layout. Invalid parts are dropped, because the storage may contain anything. */
export function parseLayout(found: object | null): LaneLayout {
  const stored = isRecord(found) ? found : {};
  const open = customers(stored["open"]);
  const openOnly = (ids: unknown) => customers(ids).filter((id) => open.includes(id));
  const { list } = stored;
  const [focused = null] = openOnly([stored["focused"]]);
  const shares: Record<string, unknown> = isRecord(stored["shares"]) ? stored["shares"] : {};
  return {
    ...EMPTY_LAYOUT,
    open,
    shown: openOnly(stored["shown"]),
    collapsed: openOnly(stored["collapsed"]),
    recent: [...new Set([...openOnly(stored["recent"]), ...open])],
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
