import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import type { ArticleId } from "#domain/model/ids.ts";
import { ArticleEditor } from "./article-editor.tsx";
import { ArticleList, type DeletedArticle } from "./article-list.tsx";
import { articlePath, isArticleId, KNOWLEDGE_PATH } from "../../../live/article-path.ts";
import { TryQuestion } from "./try-question.tsx";

/** The company's articles: the list, or the article that the address names. A page of the settings. */
export function KnowledgePage() {
  const [, navigate] = useLocation();
  const id = new URLSearchParams(useSearch()).get("article");
  const [deleted, setDeleted] = useState<DeletedArticle | null>(null);
  if (id !== null && isArticleId(id))
    return (
      <ArticleEditor
        key={id}
        id={id}
        onDeleted={(title) => {
          setDeleted({ id, title });
          navigate(KNOWLEDGE_PATH);
        }}
      />
    );
  return (
    <>
      <ArticleList
        deleted={deleted}
        onRestored={() => setDeleted(null)}
        onWrite={() => navigate(articlePath(newId()))}
      />
      <TryQuestion />
    </>
  );
}

/** The browser names a new article, so that one whose saving is repeated is there once. */
function newId(): ArticleId {
  return `art_${crypto.randomUUID()}`;
}
