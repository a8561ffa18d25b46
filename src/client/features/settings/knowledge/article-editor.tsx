import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import type { ArticleView } from "#domain/knowledge/article-views.ts";
import type { ArticleId } from "#domain/model/ids.ts";
import { api } from "../../../api/api-hooks.ts";
import { readRefusal } from "../../../api/read-refusal.ts";
import { Button } from "../../../ui/button/button.tsx";
import { useUnsavedChangesGuard } from "../../../ui/form/use-unsaved-changes-guard.ts";
import { Icon } from "../../../ui/icon.tsx";
import { LoadingOrFailed } from "../../../ui/loading/loading-or-failed.tsx";
import { Skeleton } from "../../../ui/loading/skeleton.tsx";
import { ArticleActions } from "./article-actions.tsx";
import { ArticleFields } from "./article-fields.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { KNOWLEDGE_PATH } from "../../../live/article-path.ts";
import { strings } from "./strings.ts";
import { type ArticleDraft, useArticleDraft } from "./use-article-draft.ts";

const text = strings.editor;

interface ArticleEditorProps {
  id: ArticleId;
  /** Called with the title once the article is deleted. */
  onDeleted: (title: string) => void;
}

/** An article to write, which is saved while it is typed, and what an admin does with it. */
export function ArticleEditor({ id, onDeleted }: ArticleEditorProps) {
  const query = api.knowledge.get.useQuery({ id }, { retry: false });
  // A new article is not there until something is typed.
  const isAbsent = query.error !== null && readRefusal(query.error).code === "article-unknown";
  // Remembered, because a query that is repeated forgets its error, and the editor must stay.
  const [isNew, setNew] = useState(false);
  if (isAbsent && !isNew) setNew(true);
  return (
    <>
      <Link
        href={KNOWLEDGE_PATH}
        className="inline-flex min-h-9 items-center gap-1 justify-self-start text-14 text-accent-ink underline pointer-coarse:min-h-11"
      >
        <Icon of={ChevronLeft} />
        <span>{text.back}</span>
      </Link>
      <LoadingOrFailed
        query={{ ...query, data: query.data ?? (isNew ? null : undefined) }}
        strings={strings}
        skeleton={<Skeleton className="h-80" />}
      >
        {(stored) => <Editor id={id} stored={stored} onDeleted={onDeleted} />}
      </LoadingOrFailed>
    </>
  );
}

function Editor({ id, stored, onDeleted }: ArticleEditorProps & { stored: ArticleView | null }) {
  const draft = useArticleDraft(id, stored);
  useUnsavedChangesGuard(draft.saving === "failed" || draft.saving === "conflict" ? text.leave : null);
  const isDeleted = stored?.deletedAt !== undefined && stored.deletedAt !== null;
  return (
    <>
      {isDeleted && <p className="text-14">{text.removed}</p>}
      <ArticleFields draft={draft} isFixed={isDeleted} />
      <SavingLine draft={draft} stored={stored} />
      {(stored !== null || draft.version > 0) && (
        <ArticleActions id={id} draft={draft} stored={stored} onDeleted={onDeleted} />
      )}
      <Conflict draft={draft} />
    </>
  );
}

function SavingLine({ draft, stored }: { draft: ArticleDraft; stored: ArticleView | null }) {
  const { saving, version } = draft;
  if (version === 0 && saving === "saved") return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-ink-2">
      <output>
        <span className={saving === "failed" || saving === "conflict" ? "text-danger" : ""}>
          {text.saving[saving]}
        </span>
        {draft.isConflictUnread && <span className="ms-3 text-danger">{text.conflictNotLoaded}</span>}
      </output>
      {saving === "conflict" && (
        <Button size="small" className="pointer-coarse:min-h-11" onClick={draft.openConflict}>
          {text.showConflict}
        </Button>
      )}
      {stored !== null && <span>{stored.isSample ? strings.sample : strings.states[stored.state]}</span>}
      {stored?.changedByName !== undefined && stored.changedByName !== null && (
        <span>{text.changedBy(stored.changedByName)}</span>
      )}
    </p>
  );
}

function Conflict({ draft }: { draft: ArticleDraft }) {
  if (draft.conflict === null) return null;
  return (
    <ConflictDialog
      mine={draft.content.text}
      theirs={draft.conflict}
      onChoose={draft.resolve}
      onClose={draft.closeConflict}
    />
  );
}
