import type { TriedQuestion } from "#domain/knowledge/article-views.ts";
import type { OrgId } from "#domain/model/ids.ts";
import { builtInBot } from "../../bots/built-in/built-in-bot.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { ServiceContext } from "../context.ts";
import type { ArticleIndexes } from "./article-indexes.ts";

/** As many passages as a customer's question gets. */
const PASSAGES = 4;

/**
 * Says what the built-in chatbot would answer a customer's first question, from what is published now, and what it was
 * found in. Nothing is recorded.
 */
export async function tryQuestion(
  { store }: Pick<ServiceContext, "store">,
  articleIndexes: ArticleIndexes,
  { orgId, text }: { orgId: OrgId; text: string },
): Promise<TriedQuestion> {
  const { articlesNo, settings } = await getOrganization(store, orgId);
  const { index, hasArticles } = await articleIndexes.usableIn({ orgId, articlesNo, source: undefined });
  const passages = index.find(text, PASSAGES);
  const question = {
    companyName: settings.widget.companyName,
    botName: settings.chatbot.name,
    instructions: "",
    transcript: [{ from: "customer", text }] as const,
    passages,
    answers: index.answersTo([text]),
    hasArticles,
    isBoundToPassages: false,
  };
  const tried = {
    said: "",
    verdict: "answered" as TriedQuestion["verdict"],
    sources: [] as TriedQuestion["sources"][number][],
  };
  for await (const part of builtInBot(question, new AbortController().signal)) {
    if (part.kind === "words") tried.said += part.text;
    else if (part.kind === "source") tried.sources.push({ articleId: part.articleId, title: part.title });
    else if (part.kind === "unsure" || part.kind === "asks-person") tried.verdict = part.kind;
  }
  const why = passages.length > 0 ? null : hasArticles ? "nothing-fits" : "nothing-published";
  return { ...tried, said: tried.said.trimEnd(), found: passages, why };
}
