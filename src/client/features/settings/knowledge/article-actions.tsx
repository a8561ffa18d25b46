import { useState } from "react";
import type { ArticleView } from "#domain/knowledge/article-views.ts";
import type { ArticleId, MemberId } from "#domain/model/ids.ts";
import { api } from "../../../api/api-hooks.ts";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { useIsAdmin } from "../../../live/use-is-admin.ts";
import { Button } from "../../../ui/button/button.tsx";
import { ChangeResult } from "../../../ui/form/change-result.tsx";
import { SelectField } from "../../../ui/form/select-field.tsx";
import { ArticleVersions } from "./article-versions.tsx";
import { strings } from "./strings.ts";
import type { ArticleDraft } from "./use-article-draft.ts";

const text = strings.editor;

interface ArticleActionsProps {
  id: ArticleId;
  draft: ArticleDraft;
  stored: ArticleView | null;
  onDeleted: (title: string) => void;
}

/** What is done with an article: publishing and deleting by admins, going back to an earlier text by everybody. */
export function ArticleActions({ id, draft, stored, onDeleted }: ArticleActionsProps) {
  const isAdmin = useIsAdmin();
  const [areVersionsOpen, setVersionsOpen] = useState(false);
  const { result, isBusy, publish, unpublish, remove, restore } = useArticleActions({ id, draft, onDeleted });
  const isDeleted = stored?.deletedAt !== undefined && stored.deletedAt !== null;
  const isUpToDate = stored?.state === "published" && !stored.isSample && draft.saving === "saved";
  return (
    <>
      {isAdmin && stored !== null && !isDeleted && <Owner id={id} ownerId={stored.ownerId} />}
      {!isAdmin && <p className="text-14 text-ink-2">{text.adminPublishes}</p>}
      <div className="flex flex-wrap gap-2">
        {isAdmin && !isDeleted && (
          <Button look="primary" disabled={isBusy || isUpToDate} onClick={() => void publish()}>
            {isBusy ? text.publishing : text.publish}
          </Button>
        )}
        {isAdmin && !isDeleted && stored?.published !== undefined && stored.published !== null && (
          <Button disabled={isBusy} onClick={() => void unpublish()}>
            {text.unpublish}
          </Button>
        )}
        <Button onClick={() => setVersionsOpen(true)}>{text.versions}</Button>
        {isAdmin && !isDeleted && (
          <Button disabled={isBusy} onClick={() => void remove()}>
            {text.remove}
          </Button>
        )}
        {isAdmin && isDeleted && (
          <Button look="primary" disabled={isBusy} onClick={() => void restore()}>
            {text.restore}
          </Button>
        )}
      </div>
      <ChangeResult text={result?.text ?? null} isFailure={result?.isFailure ?? false} />
      {areVersionsOpen && <ArticleVersions id={id} draft={draft} onClose={() => setVersionsOpen(false)} />}
    </>
  );
}

function useArticleActions({ id, draft, onDeleted }: Omit<ArticleActionsProps, "stored">) {
  const utils = api.useUtils();
  const [result, setResult] = useState<{ text: string; isFailure: boolean } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const publishing = api.knowledge.publish.useMutation();
  const unpublishing = api.knowledge.unpublish.useMutation();
  const removing = api.knowledge.remove.useMutation();
  const restoring = api.knowledge.restore.useMutation();

  async function run(work: () => Promise<string | null>) {
    setBusy(true);
    setResult(null);
    try {
      const said = await work();
      await utils.knowledge.invalidate();
      if (said !== null) setResult({ text: said, isFailure: false });
    } catch (error) {
      setResult({ text: explainCallFailure(error, strings), isFailure: true });
    }
    setBusy(false);
  }

  return {
    result,
    isBusy,
    publish: () =>
      run(async () => {
        const version = await draft.flush();
        if (version === null) return null;
        await publishing.mutateAsync({ id, version });
        return text.published;
      }),
    unpublish: () =>
      run(async () => {
        await unpublishing.mutateAsync({ id });
        return text.unpublished;
      }),
    remove: () =>
      run(async () => {
        await draft.flush();
        await removing.mutateAsync({ id });
        onDeleted(draft.content.title);
        return null;
      }),
    restore: () =>
      run(async () => {
        await restoring.mutateAsync({ id });
        return null;
      }),
  };
}

function Owner({ id, ownerId }: { id: ArticleId; ownerId: MemberId | null }) {
  const utils = api.useUtils();
  const colleagues = api.agent.colleagues.useQuery();
  const setOwner = api.knowledge.setOwner.useMutation({
    onSettled: () => utils.knowledge.get.invalidate({ id }),
  });
  const nobody: { value: MemberId | ""; label: string } = { value: "", label: text.nobody };
  const people = (colleagues.data ?? []).map((one) => ({ value: one.id, label: one.name }));
  return (
    <div className="max-w-60">
      <SelectField<MemberId | "">
        label={text.owner}
        value={people.some(({ value }) => value === ownerId) ? (ownerId ?? "") : ""}
        options={[nobody, ...people]}
        onChange={(chosen) => setOwner.mutate({ id, ownerId: chosen === "" ? null : chosen })}
      />
      <ChangeResult
        text={setOwner.error === null ? null : explainCallFailure(setOwner.error, strings)}
        isFailure
      />
    </div>
  );
}
