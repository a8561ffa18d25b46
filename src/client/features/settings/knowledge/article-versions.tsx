import { useState } from "react";
import type { ArticleVersionItem } from "#domain/knowledge/article-views.ts";
import type { ArticleId } from "#domain/model/ids.ts";
import { api } from "../../../api/api-hooks.ts";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { Button } from "../../../ui/button/button.tsx";
import { Dialog } from "../../../ui/dialog/dialog.tsx";
import { LoadingOrFailed } from "../../../ui/loading/loading-or-failed.tsx";
import { Skeleton } from "../../../ui/loading/skeleton.tsx";
import { dateAndTime } from "../../../ui/text/format-time.ts";
import { MarkdownText } from "../../../ui/text/markdown-text.tsx";
import { strings } from "./strings.ts";
import type { ArticleDraft } from "./use-article-draft.ts";

const text = strings.versions;

interface ArticleVersionsProps {
  id: ArticleId;
  draft: ArticleDraft;
  onClose: () => void;
}

/** The earlier texts of an article, to read and to go back to. */
export function ArticleVersions({ id, draft, onClose }: ArticleVersionsProps) {
  const query = api.knowledge.versions.useQuery({ id });
  const [shown, setShown] = useState<number | null>(null);
  return (
    <Dialog title={text.title} onClose={onClose}>
      <LoadingOrFailed query={query} strings={strings} skeleton={<Skeleton className="h-20" />}>
        {(versions) =>
          versions.length === 0 ? (
            <p className="text-14">{text.none}</p>
          ) : (
            <ul className="grid max-h-80 gap-2 overflow-y-auto">
              {versions.map((version) => (
                <li key={version.no} className="grid gap-1">
                  <VersionButton
                    version={version}
                    isShown={shown === version.no}
                    onShow={() => setShown(shown === version.no ? null : version.no)}
                  />
                  {shown === version.no && (
                    <VersionText id={id} no={version.no} draft={draft} onBack={onClose} />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </LoadingOrFailed>
      <Button className="justify-self-start" onClick={onClose}>
        {text.close}
      </Button>
    </Dialog>
  );
}

interface VersionButtonProps {
  version: ArticleVersionItem;
  isShown: boolean;
  onShow: () => void;
}

function VersionButton({ version, isShown, onShow }: VersionButtonProps) {
  const when = dateAndTime(version.at);
  const title = version.title === "" ? strings.untitled : version.title;
  return (
    <button
      type="button"
      aria-expanded={isShown}
      aria-label={text.show(title, when)}
      className="grid rounded-8 px-2 py-1 text-left text-14 hover:bg-surface-3 pointer-coarse:min-h-11"
      onClick={onShow}
    >
      <span className="font-semibold" dir="auto">
        {title}
      </span>
      <span className="flex flex-wrap gap-x-2 text-13 text-ink-2">
        <span>{when}</span>
        <span>{text.by(version.by)}</span>
        <span>{text.kept[version.why]}</span>
      </span>
    </button>
  );
}

interface VersionTextProps {
  id: ArticleId;
  no: number;
  draft: ArticleDraft;
  onBack: () => void;
}

function VersionText({ id, no, draft, onBack }: VersionTextProps) {
  const query = api.knowledge.version.useQuery({ id, no });
  const utils = api.useUtils();
  const goBack = api.knowledge.goBack.useMutation();
  const [problem, setProblem] = useState<string | null>(null);

  async function goBackTo(content: NonNullable<typeof query.data>) {
    const expected = await draft.flush();
    if (expected === null) return onBack();
    try {
      const { version } = await goBack.mutateAsync({ id, no, expected });
      draft.adopt(content, version);
      void utils.knowledge.invalidate();
      onBack();
    } catch (error) {
      setProblem(explainCallFailure(error, strings));
    }
  }

  return (
    <LoadingOrFailed query={query} strings={strings} skeleton={<Skeleton className="h-20" />}>
      {(content) => (
        <div className="grid gap-2 rounded-8 border border-line p-2 text-14">
          <MarkdownText text={content.text} />
          {problem !== null && (
            <p role="alert" className="text-13 text-danger">
              {problem}
            </p>
          )}
          <Button
            className="justify-self-start"
            disabled={goBack.isPending}
            onClick={() => void goBackTo(content)}
          >
            {text.goBack}
          </Button>
        </div>
      )}
    </LoadingOrFailed>
  );
}
