import { useState } from "react";
import { api } from "../../api/api-hooks.ts";
import type { PastChatsPage } from "#domain/views/inbox.ts";

/** The customers I have chatted with, loaded page by page. */
export function usePastChats() {
  const [cursors, setCursors] = useState<readonly PastChatsPage["next"][]>([null]);
  const pages = api.useQueries((queries) => cursors.map((before) => queries.agent.chattedWith({ before })));
  const next = pages.at(-1)?.data?.next ?? null;
  return {
    cards: pages.flatMap(({ data }) => data?.cards ?? []),
    hasMore: next !== null,
    more: () => next !== null && setCursors([...cursors, next]),
  };
}
