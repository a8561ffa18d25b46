import type { OrgId } from "#domain/model/ids.ts";
import { type ArticleSearch, indexArticles } from "../../bots/knowledge/article-index.ts";
import { listArticles } from "../../db/knowledge/articles.ts";
import type { Store } from "../../db/store/store.ts";

/**
 * One index of articles per organization, built on first use. Articles are created with the organization and do not
 * change.
 */
export interface ArticleIndexes {
  indexOf(orgId: OrgId): Promise<ArticleSearch>;
}

/** Creates the indexes for the articles in `store`. */
export function createArticleIndexes(store: Store): ArticleIndexes {
  const indexes = new Map<OrgId, Promise<ArticleSearch>>();

  return {
    indexOf(orgId) {
      const index =
        indexes.get(orgId) ?? listArticles(store, orgId).then((articles) => indexArticles(articles));
      indexes.set(orgId, index);
      index.catch(() => indexes.delete(orgId));
      return index;
    },
  };
}
