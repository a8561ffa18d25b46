import type { api } from "../api/api-hooks.ts";
import type { InboxSnapshot } from "#domain/views/inbox.ts";

/** What the hooks know how to do besides asking. */
export type QueryUtils = ReturnType<typeof api.useUtils>;

/** Changes the inbox that was read; nothing while there is none. */
export function updateInboxCache(utils: QueryUtils, change: (inbox: InboxSnapshot) => InboxSnapshot): void {
  utils.agent.inbox.setData(undefined, (inbox) => {
    if (inbox === undefined) return inbox;
    // tRPC spells what came over the wire without `readonly`: the lists have to be copied to be put back.
    const { cards, members, ...rest } = change(inbox);
    return { ...rest, cards: [...cards], members: [...members] };
  });
}
