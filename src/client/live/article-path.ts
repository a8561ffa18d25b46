import type { ArticleId } from "#domain/model/ids.ts";

/** The address of the settings page with the company's articles. */
export const KNOWLEDGE_PATH = "/settings/knowledge";

/** The address of an article on that page. */
export function articlePath(id: string): string {
  return `${KNOWLEDGE_PATH}?article=${encodeURIComponent(id)}`;
}

export function isArticleId(id: string): id is ArticleId {
  return /^art_[\w-]{1,64}$/.test(id);
}
