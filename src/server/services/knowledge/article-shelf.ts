import { isForCustomers } from "#domain/model/article.ts";
import type { ArticleId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { type ArticleSearch, createArticleIndex } from "../../bots/knowledge/article-index.ts";
import type { PublishedChange, PublishedCursor } from "../../db/knowledge/published-articles.ts";

/** What one organization's chatbot may use, in memory: its own articles, and apart from them the samples. */
export class ArticleShelf {
  /** The last change that was applied; `null` before the first. */
  cursor: PublishedCursor | null = null;
  readonly #own = createArticleIndex();
  readonly #samples = createArticleIndex();
  /** The ids of the articles in each index. */
  readonly #ownIds = new Set<ArticleId>();
  readonly #sampleIds = new Set<ArticleId>();
  /** Own articles that are published, also for the team alone, or no longer valid. */
  readonly #published = new Set<ArticleId>();
  /** When articles in the indexes cease to be valid. */
  readonly #ends = new Map<ArticleId, Instant>();

  /** Applies a change of what is published. */
  async apply({ id, changeNo, isSample, published }: PublishedChange, now: Instant): Promise<void> {
    if (published === null || isSample) this.#published.delete(id);
    else this.#published.add(id);
    if (published === null || !isForCustomers(published, now)) await this.#remove(id);
    else {
      const { title, text, language, validUntil } = published;
      if (isSample) await this.#samples.put({ id, title, text, language });
      else {
        await this.#own.put({ id, title, text, language });
        await this.#samples.remove(id);
      }
      (isSample ? this.#sampleIds : this.#ownIds).add(id);
      if (!isSample) this.#sampleIds.delete(id);
      if (validUntil === null) this.#ends.delete(id);
      else this.#ends.set(id, validUntil);
    }
    this.cursor = { changeNo, id };
  }

  /** Removes articles that are no longer valid. */
  async removeExpired(now: Instant): Promise<void> {
    for (const [id, end] of this.#ends) if (end <= now) await this.#remove(id);
  }

  /**
   * The articles to use in a chat.
   *
   * @param isBuilt - whether all articles have been applied; until then nobody can tell that there are none
   */
  usable({ isDemo, isBuilt }: { isDemo: boolean; isBuilt: boolean }): {
    index: ArticleSearch;
    hasArticles: boolean;
  } {
    if (isDemo && this.#published.size === 0 && this.#sampleIds.size > 0)
      return { index: this.#samples, hasArticles: true };
    return { index: this.#own, hasArticles: this.#ownIds.size > 0 || !isBuilt };
  }

  async #remove(id: ArticleId): Promise<void> {
    this.#ends.delete(id);
    if (this.#ownIds.delete(id)) await this.#own.remove(id);
    if (this.#sampleIds.delete(id)) await this.#samples.remove(id);
  }
}
