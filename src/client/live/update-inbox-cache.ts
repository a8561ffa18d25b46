import type { api } from "../api/api-hooks.ts";
import type { InboxSnapshot } from "#domain/views/inbox.ts";

/** The cache helpers of the API hooks. */
export type QueryUtils = ReturnType<typeof api.useUtils>;

/** Changes the cached inbox; does nothing while none is loaded. */
export function updateInboxCache(utils: QueryUtils, change: (inbox: InboxSnapshot) => InboxSnapshot): void {
  utils.agent.inbox.setData(undefined, (inbox) => {
    if (inbox === undefined) return inbox;
    // tRPC types outputs without `readonly`, so the lists are copied to be assignable.
    const { cards, members, ...rest } = change(inbox);
    return { ...rest, cards: [...cards], members: [...members] };
  });
}
