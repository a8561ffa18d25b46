import { setImmediate } from "node:timers/promises";
import { deleteErasedFacts, hasErasedFacts } from "../../db/privacy/erased-sessions.ts";
import type { Writer } from "../../db/store/store.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Deletes the rows of what was erased, in portions between which others have their turn. What a crash or a failure
 * leaves is deleted by the next call, on whichever instance.
 *
 * @param signal - ends it after the present portion, when the process stops
 */
export async function removeErasedRows(
  { store }: Pick<ServiceContext, "store">,
  signal?: AbortSignal,
): Promise<void> {
  // A write for nothing would stop a wipe of the file.
  if (await hasErasedFacts(store)) await inPortions(store, deleteErasedFacts, signal);
}

/**
 * Repeats a write until it returns false or `signal` aborts. Between two of them other writes and the event loop have
 * their turn, which promises alone would not give them.
 */
export async function inPortions(
  { transact }: Pick<ServiceContext["store"], "transact">,
  write: (writer: Writer) => Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    if (signal?.aborted === true || !(await transact(write))) return;
    await setImmediate();
  }
}
