import { tracked, type TrackedEnvelope } from "@trpc/server";
import type { NumberedFact, SessionFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import { type PublicItem, toPublicItems } from "#domain/views/public-fact.ts";
import { lastSessionNo, readSessionFeed, type SessionKey } from "../../db/conversations/feed.ts";
import type { Reader } from "../../db/store/store.ts";
import type { FeedTails } from "../../events/feed/feed-tail.ts";
import type { ServicesToCall } from "../../services/context.ts";
import { type FollowedFeed, followFeed } from "../../events/feed/follow-feed.ts";

interface SessionWatchDeps {
  services: Pick<ServicesToCall, "feedTails">;
  reader: Reader;
  orgId: OrgId;
}

const NOTHING: readonly PublicItem[] = [];

/**
 * Streams the facts of a session that its customer may see, after a number and then as they are recorded, until
 * `return`. It is not a generator, for the same reason as `follow`.
 */
export class SessionSubscription implements AsyncIterableIterator<TrackedEnvelope<PublicItem>> {
  readonly #pages: ReturnType<typeof followFeed>;
  #items = NOTHING;
  #at = 0;
  #prev: number;

  constructor(deps: SessionWatchDeps, { sessionId, after }: { sessionId: SessionId; after: number }) {
    this.#pages = followFeed(new FollowedSession(deps, sessionId), after);
    this.#prev = after;
  }

  get endsByReturn(): true {
    return true;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws {Refusal} `resync` */
  async next(): Promise<IteratorResult<TrackedEnvelope<PublicItem>>> {
    for (;;) {
      const item = this.#items[this.#at];
      if (item !== undefined) {
        this.#at += 1;
        return { done: false, value: tracked(String(item.no), item) };
      }
      this.#turnTo(NOTHING);
      const { done, value } = await this.#pages.next();
      if (done === true) return { done, value: undefined };
      this.#turnTo(toPublicItems(value.filter(isOfSession), this.#prev));
    }
  }

  async return(): Promise<IteratorResult<TrackedEnvelope<PublicItem>>> {
    await this.#pages.return?.();
    return { done: true, value: undefined };
  }

  #turnTo(items: readonly PublicItem[]): void {
    this.#items = items;
    this.#at = 0;
    this.#prev = items.at(-1)?.no ?? this.#prev;
  }
}

/** The feed of one session, by its own numbers. */
class FollowedSession implements FollowedFeed {
  readonly #feedTails: FeedTails;
  readonly #reader: Reader;
  readonly #key: SessionKey;

  constructor({ services, reader, orgId }: SessionWatchDeps, sessionId: SessionId) {
    this.#feedTails = services.feedTails;
    this.#reader = reader;
    this.#key = { orgId, sessionId };
  }

  join() {
    return this.#feedTails.join(this.#key.orgId, this.#key.sessionId);
  }

  read(after: number, limit: number) {
    return readSessionFeed(this.#reader, this.#key, after, limit);
  }

  last() {
    return lastSessionNo(this.#reader, this.#key);
  }

  numberOf({ sessionNo }: NumberedFact): number {
    return sessionNo ?? 0;
  }
}

function isOfSession(entry: NumberedFact): entry is NumberedFact<SessionFact> {
  return "sessionId" in entry.fact;
}
