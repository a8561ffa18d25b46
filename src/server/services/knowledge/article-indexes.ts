import type { OrgId } from "#domain/model/ids.ts";
import { setImmediate } from "node:timers/promises";
import { type ArticleIndex, indexInSteps } from "../../bots/knowledge/article-index.ts";
import { listArticles } from "../../db/knowledge/articles.ts";
import type { Article } from "../../bots/knowledge/split-article.ts";
import type { Store } from "../../db/store/store.ts";

/**
 * One index of articles per organization, built on first use. Articles are created with the organization and do not
 * change.
 */
export interface ArticleIndexes {
  indexOf(orgId: OrgId): Promise<ArticleIndex>;
}

/** Creates the indexes for the articles in `store`. */
export function createArticleIndexes(store: Store): ArticleIndexes {
  const indexes = new Map<OrgId, Promise<ArticleIndex>>();

  return {
    indexOf(orgId) {
      const index = indexes.get(orgId) ?? listArticles(store, orgId).then((articles) => buildIndex(articles));
      indexes.set(orgId, index);
      index.catch(() => indexes.delete(orgId));
      return index;
    },
  };
}

/** Passages indexed before others have their turn: a few milliseconds' worth. */
const PASSAGES_A_TURN = 20;

/** Indexes articles, letting the event loop have its turn between portions. */
export async function buildIndex(
  articles: readonly Article[],
  pause: () => Promise<void> = setImmediate,
): Promise<ArticleIndex> {
  const steps = indexInSteps(articles);
  for (let passages = 1; ; passages += 1) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (passages % PASSAGES_A_TURN === 0) await pause();
  }
}
