import type { OrgId } from "#domain/model/ids.ts";
import { HOUR, type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import type { Session } from "#domain/model/session.ts";
import type { ArticleSearch } from "../../bots/knowledge/article-index.ts";
import { listPublishedChanges } from "../../db/knowledge/published-articles.ts";
import type { Store } from "../../db/store/store.ts";
import { ArticleShelf } from "./article-shelf.ts";

/** The chat in which is asked. */
export interface AskingChat {
  orgId: OrgId;
  /** The number of the last change of the organization's articles, from its row. */
  articlesNo: number;
  source: Session["source"];
}

/** What the chatbot may use in a chat. */
interface UsableArticles {
  index: ArticleSearch;
  /** Whether there is anything to find. */
  hasArticles: boolean;
}

/** One index of articles per organization, built on first use and changed with the articles. */
export interface ArticleIndexes {
  /**
   * The articles that may be used in a chat: those published for customers; on the demo page, until one of the company's
   * own is published, the samples. Waits for changes for a second at most, and returns what there is by then.
   */
  usableIn(chat: AskingChat): Promise<UsableArticles>;
}

interface ArticleIndexesDeps {
  store: Pick<Store, "db" | "tables" | "among" | "amongTuples" | "statements" | "now">;
  /** The clock of the process. */
  now: () => Instant;
  /** Called with what failed while nobody waited for it. */
  report: (what: string, error: unknown) => void;
  /** Resolves after so long. */
  wait?: (ms: Millis) => Promise<void>;
}

/** The longest time for which an answer waits for changed articles. */
const WAIT_MS: Millis = SECOND;
/** Articles per query: one may have 20,000 characters. */
const PAGE = 50;
/**
 * After this time without a question an index is dropped. It is far shorter than the time for which deleted articles
 * stay in the database, by which an index learns of them.
 */
const UNUSED_MS: Millis = HOUR;

/** The state of one organization's index. */
interface Entry {
  shelf: ArticleShelf;
  /** The number of the last change that is in the index; -1 before it is built. */
  upTo: number;
  /** The highest number that somebody has asked for. */
  wanted: number;
  catchingUp: Promise<void> | null;
  usedAt: Instant;
}

/** Creates the indexes for the articles in `store`. */
export function createArticleIndexes(deps: ArticleIndexesDeps): ArticleIndexes {
  const { now, report, wait = Bun.sleep } = deps;
  /** In the order of their last use. */
  const entries = new Map<OrgId, Entry>();

  function entryOf(orgId: OrgId): Entry {
    // First, because a company's own index may be too old as well.
    for (const [id, { usedAt }] of entries) {
      if (usedAt > now() - UNUSED_MS) break;
      entries.delete(id);
    }
    const entry = entries.get(orgId) ?? newEntry();
    entries.delete(orgId);
    entry.usedAt = now();
    entries.set(orgId, entry);
    return entry;
  }

  /** Waits for changes, but not for long. What fails later than that is reported. */
  async function waitForChanges(orgId: OrgId, entry: Entry): Promise<void> {
    let isLate = false;
    entry.catchingUp ??= catchUp(deps, orgId, entry).finally(() => (entry.catchingUp = null));
    const caughtUp = entry.catchingUp.catch((error: unknown) => {
      if (!isLate) throw error;
      report("indexing articles", error);
    });
    await Promise.race([caughtUp, wait(WAIT_MS)]);
    isLate = true;
  }

  return {
    async usableIn({ orgId, articlesNo, source }) {
      const entry = entryOf(orgId);
      entry.wanted = Math.max(entry.wanted, articlesNo);
      if (entry.upTo < entry.wanted) await waitForChanges(orgId, entry);
      await entry.shelf.removeExpired(now());
      return entry.shelf.usable({ isDemo: source === "demo", isBuilt: entry.upTo >= 0 });
    },
  };
}

function newEntry(): Entry {
  return { shelf: new ArticleShelf(), upTo: -1, wanted: -1, catchingUp: null, usedAt: 0 };
}

/** Applies changes until nothing that was asked for is missing. */
async function catchUp({ store, now }: ArticleIndexesDeps, orgId: OrgId, entry: Entry): Promise<void> {
  while (entry.upTo < entry.wanted) {
    const target = entry.wanted;
    for (let isWhole = false; !isWhole;) {
      const changes = await listPublishedChanges(store, orgId, entry.shelf.cursor, PAGE);
      for (const change of changes) await entry.shelf.apply(change, now());
      isWhole = changes.length < PAGE;
    }
    entry.upTo = target;
  }
}
