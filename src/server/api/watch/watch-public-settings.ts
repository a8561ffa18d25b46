import type { OrgId } from "#domain/model/ids.ts";
import type { PublicSettings } from "#domain/views/team-view.ts";
import { lastNo, readFeed } from "../../db/conversations/feed.ts";
import type { Desk } from "../../services/context.ts";
import { greet } from "../../services/settings/public-settings.ts";
import { follow } from "../../events/feed/follow-feed.ts";

/** A company's public settings, at once and after each change of them, until `signal` aborts. */
export async function* greetings(
  desk: Desk,
  orgId: OrgId,
  signal: AbortSignal,
): AsyncGenerator<PublicSettings> {
  const changes = follow(
    {
      join: () => desk.tails.join(orgId, "settings"),
      read: async (cursor, limit) => readFeed(desk.store, orgId, cursor, limit),
      last: () => lastNo(desk.store, orgId),
      numberOf: ({ no }) => no,
    },
    await lastNo(desk.store, orgId),
    signal,
  );
  yield await greet(desk, orgId);
  for await (const page of changes) {
    if (page.some(({ fact }) => fact.kind === "settings-changed")) yield greet(desk, orgId);
  }
}
