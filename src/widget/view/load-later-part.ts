import { type Millis, SECOND } from "#domain/model/instant.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { isForgotten } from "./dom/frame-and-touch.ts";
import type { LaterPart } from "./conversation/later-part.ts";

const FIRST_RETRY_MS: Millis = SECOND;
const LONGEST_RETRY_MS: Millis = 60 * SECOND;
const NOT_FOUND = 404;

/** Whether there is something on the screen that only the later part shows. */
export function needsLaterPart({ session, outbox, timeDependent }: ChatState): boolean {
  const { entries = [], ended, turn } = session?.talk ?? {};
  const { secondsLeft, typing } = timeDependent;
  return entries.length + outbox.length > 0 || secondsLeft !== null || !!(ended || turn || typing);
}

/**
 * Loads the later part. It is tried again until it succeeds. If the server has another build by now, whose parts fit only
 * each other, the frame is loaded again, but only where the browser keeps the chat, and not before it has stayed for a
 * minute.
 *
 * @param tried - what to add to the address, under which some browsers remember a failure
 */
export async function loadLaterPart(tried = "", waitMs: Millis = FIRST_RETRY_MS): Promise<LaterPart> {
  // The page names it beside the first part.
  const address = document.querySelector("script")?.dataset["later"] ?? "";
  try {
    const { later }: { later: LaterPart } = await import(address + tried);
    return later;
  } catch {
    await new Promise((wake) => setTimeout(wake, waitMs));
    const response = await fetch(address).catch(() => null);
    if (response?.status === NOT_FOUND && !isForgotten && performance.now() > LONGEST_RETRY_MS)
      location.reload();
    return loadLaterPart(`?${Date.now()}`, Math.min(waitMs * 2, LONGEST_RETRY_MS));
  }
}
