import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import { PAGE_FACTS } from "#domain/views/conversation-page.ts";
import type { Reader } from "../store/store.ts";
import { factsBefore } from "./customer-history.ts";
import type { SessionKey } from "./feed.ts";

/** How large a page without a message may become, such as after hours of “Keep chat open”. */
const PAGES_MAX = 10;

/**
 * Reads a customer's page of a chat: the {@link PAGE_FACTS} facts before the one numbered `before`, in ascending order.
 * A page without a message is extended to the last one, up to {@link PAGES_MAX} times its size.
 */
export async function readFactsPage(
  reader: Reader,
  key: SessionKey,
  before: number,
): Promise<NumberedFact<SessionFact>[]> {
  const pages = [await factsBefore(reader, key, before, PAGE_FACTS)];
  while (pages.length < PAGES_MAX && !pages[0]?.some(({ fact }) => fact.kind === "message-posted")) {
    const firstNo = pages[0]?.[0]?.sessionNo ?? 1;
    if (firstNo === 1) break;
    pages.unshift(await factsBefore(reader, key, firstNo, PAGE_FACTS));
  }
  return pages.flat();
}
