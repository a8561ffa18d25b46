import { DAY, type Millis } from "#domain/model/instant.ts";
import { deleteRemovedArticles } from "../../db/knowledge/delete-removed-articles.ts";
import type { ServiceContext } from "../context.ts";

/** How long a deleted article can be restored. */
const RESTORABLE_MS: Millis = 30 * DAY;
/** Articles per transaction, because other writes must not wait long. */
const AT_ONCE = 50;

/**
 * Deletes for good what was deleted long ago, a few at a time. Every instance does it; what one has deleted, others do
 * not find.
 *
 * @param signal - ends it after the present write, when the process stops
 */
export async function removeDeletedArticles({ store }: ServiceContext, signal?: AbortSignal): Promise<void> {
  const before = (await store.now()) - RESTORABLE_MS;
  for (;;) {
    if (signal?.aborted === true) return;
    const deleted = await store.transact((writer) => deleteRemovedArticles(writer, before, AT_ONCE), {
      canWait: true,
    });
    if (deleted < AT_ONCE) return;
  }
}
