import type { CustomerId } from "#domain/model/ids.ts";
import { useStore } from "../store.ts";
import { useMemberStorage } from "./member-storage.ts";

/** The draft to a customer, and a function that changes it. */
export function useDraft(customerId: CustomerId): [string, (text: string) => void] {
  const { drafts } = useMemberStorage();
  const text = useStore(drafts.changes, () => drafts.read(customerId));
  return [text, (next) => drafts.write(customerId, next)];
}
