import type { Instant } from "#domain/model/instant.ts";
import type { ChatState, ChatStoreState } from "./chat-state.ts";
import { readTimeDependentState } from "./time-dependent-state.ts";

/** Returns the state to render at a time. */
export function atTime(state: ChatStoreState, now: Instant): ChatState {
  const talk = state.session?.talk ?? null;
  return { ...state, timeDependent: readTimeDependentState({ ...state, talk, now }) };
}
