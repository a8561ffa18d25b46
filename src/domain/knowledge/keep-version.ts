import { type Article, type ArticleVersion, contentOf, type KeptWhy } from "../model/article.ts";

/** An article, and the texts of it to keep. */
interface Kept {
  article: Article;
  versions: readonly ArticleVersion[];
}

/** Keeps the present text of an article among its earlier ones, unless it is there already. */
export function keepVersion(article: Article, why: KeptWhy): Kept {
  if (why !== "conflict" && article.lastKeptVersion === article.version) return { article, versions: [] };
  const no = article.lastKeptNo + 1;
  const version: ArticleVersion = {
    ...contentOf(article),
    articleId: article.id,
    no,
    version: article.version,
    why,
    at: article.changedAt,
    by: article.changedBy,
  };
  return {
    article: { ...article, lastKeptNo: no, lastKeptVersion: article.version },
    versions: [version],
  };
}
