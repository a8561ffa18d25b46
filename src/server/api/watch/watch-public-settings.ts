import type { OrgId } from "#domain/model/ids.ts";
import { lastFactNo, readFeed } from "../../db/conversations/feed.ts";
import type { CallContext } from "../procedures/call-context.ts";
import { readPublicSettings } from "../../services/settings/read-public-settings.ts";
import { followFeed } from "../../events/feed/follow-feed.ts";
import type { PublicSettings } from "#domain/settings/public-settings.ts";

/** Streams a company's public settings, at once and after each change, until `signal` aborts. */
export async function* watchPublicSettings(
  { services, reader }: Pick<CallContext, "services" | "reader">,
  orgId: OrgId,
  signal: AbortSignal,
): AsyncGenerator<PublicSettings> {
  const changes = followFeed(
    {
      join: () => services.feedTails.join(orgId, "settings"),
      read: async (cursor, limit) => readFeed(reader, orgId, cursor, limit),
      last: () => lastFactNo(reader, orgId),
      numberOf: ({ no }) => no,
    },
    await lastFactNo(reader, orgId),
    signal,
  );
  yield await readPublicSettings(services, orgId);
  for await (const page of changes) {
    if (page.some(({ fact }) => fact.kind === "settings-changed")) yield readPublicSettings(services, orgId);
  }
}
