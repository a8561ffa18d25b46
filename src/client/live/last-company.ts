import type { OrgId } from "#domain/model/ids.ts";
import { KeyedStorage } from "#transport/storage/keyed-storage.ts";

const KEY = "last-company";
const storage = () => new KeyedStorage<{ id: string }>("switchboard:");

/** Remembers the company that this browser used last, which addresses without a company lead to. */
export function rememberCompany(id: OrgId): void {
  storage().write(KEY, { id });
}

/** The company that this browser used last, of whichever account; `null` if there is none. */
export function lastCompany(): string | null {
  const stored: unknown = storage().read(KEY)?.id;
  return typeof stored === "string" ? stored : null;
}
