import { useEffect, useState } from "react";
import type { ArticleView } from "#domain/knowledge/article-views.ts";
import { type ArticleContent, contentOf, isSameContent } from "#domain/model/article.ts";
import type { ArticleId } from "#domain/model/ids.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import { api } from "../../../api/api-hooks.ts";
import { readRefusal } from "../../../api/read-refusal.ts";
import { AutosaveQueue, type SavingState } from "./autosave-queue.ts";

/** An article as it is being typed. */
export interface ArticleDraft {
  content: ArticleContent;
  /** The version of which this was typed; 0 while nothing is saved. */
  version: number;
  saving: SavingState;
  /** The article as somebody else has saved it meanwhile; `null` without a conflict, or while it is not to be seen. */
  conflict: ArticleView | null;
  /** Whether it could not be loaded. */
  isConflictUnread: boolean;
  /** Loads what somebody else has saved, and shows it. */
  openConflict: () => void;
  /** Puts the decision off: nothing is saved until it is made. */
  closeConflict: () => void;
  change: (part: Partial<ArticleContent>) => void;
  /** Saves at once what is typed. @returns the version; `null` if it could not be saved */
  flush: () => Promise<number | null>;
  /** Goes on with what was typed here, or with what somebody else has saved. */
  resolve: (whose: "mine" | "theirs") => void;
  /** Replaces what is typed, after it was written on the server. */
  adopt: (content: ArticleContent, version: number) => void;
}

const EMPTY_ARTICLE: ArticleContent = {
  title: "",
  text: "",
  language: "",
  audience: "customers",
  validUntil: null,
};

/**
 * Keeps what is typed into an article, and saves it with every pause in typing. What others save is shown at once unless
 * there is something unsaved here.
 *
 * @param stored - the article on the server; `null` if it is new
 */
export function useArticleDraft(id: ArticleId, stored: ArticleView | null): ArticleDraft {
  const { queue, show, ...state } = useDraftState(id, stored);
  const { conflict, closeConflict } = state;

  useEffect(() => {
    if (stored === null || stored.version <= queue.version || !queue.isIdle()) return;
    queue.adopt(contentOf(stored), stored.version);
    show();
  }, [stored, queue, show]);

  useEffect(() => {
    return () => void queue.end();
  }, [queue]);

  return {
    ...state,
    change(part) {
      queue.change({ ...queue.content, ...part });
      show();
    },
    flush: () => queue.flush(),
    resolve(whose) {
      if (conflict === null) return;
      if (whose === "mine") queue.goOn(conflict.version);
      else void queue.giveWay(contentOf(conflict), conflict.version);
      closeConflict();
    },
    adopt(content, no) {
      queue.adopt(content, no);
      show();
    },
  };
}

function useDraftState(id: ArticleId, stored: ArticleView | null) {
  const { conflict, isConflictUnread, openConflict, closeConflict } = useConflict(id);
  const { mutateAsync } = api.knowledge.save.useMutation();
  const [, redraw] = useState(0);
  const [show] = useState(() => () => redraw((count) => count + 1));
  const [queue] = useState(
    () =>
      new AutosaveQueue<ArticleContent>({
        content: stored === null ? EMPTY_ARTICLE : contentOf(stored),
        version: stored?.version ?? 0,
        isSame: isSameContent,
        async save(content, expected, keepsPresent) {
          const { version } = await mutateAsync({
            id,
            expected,
            content,
            ...(keepsPresent && { keepsPresent }),
          });
          return version;
        },
        isConflict(error) {
          const { code } = readRefusal(error);
          return code === "article-changed" || code === "article-deleted";
        },
        isRefused: (error) => readCallFailure(error).kind === "refused",
        onConflict: openConflict,
        onChange: show,
      }),
  );
  const isInConflict = queue.state === "conflict";
  return {
    content: queue.content,
    version: queue.version,
    saving: queue.state,
    conflict: isInConflict ? conflict : null,
    isConflictUnread: isInConflict && isConflictUnread,
    openConflict,
    closeConflict,
    queue,
    show,
  };
}

/** What somebody else has saved, loaded anew each time that it is to be seen. */
function useConflict(id: ArticleId) {
  const utils = api.useUtils();
  const [conflict, setConflict] = useState<ArticleView | "unread" | null>(null);
  const closeConflict = () => setConflict(null);
  function openConflict() {
    closeConflict();
    utils.knowledge.get.fetch({ id }, { staleTime: 0 }).then(setConflict, () => setConflict("unread"));
  }
  const isConflictUnread = conflict === "unread";
  return { conflict: isConflictUnread ? null : conflict, isConflictUnread, openConflict, closeConflict };
}
