import { FilePlus, Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Link } from "wouter";
import {
  ARTICLE_FILTERS,
  type ArticleFilter,
  type ArticleListItem,
  type ArticleListPlace,
} from "#domain/knowledge/article-views.ts";
import type { ArticleId } from "#domain/model/ids.ts";
import { api } from "../../../api/api-hooks.ts";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { Button } from "../../../ui/button/button.tsx";
import { ChangeResult } from "../../../ui/form/change-result.tsx";
import { SelectField } from "../../../ui/form/select-field.tsx";
import { TextField } from "../../../ui/form/text-field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { LoadingOrFailed } from "../../../ui/loading/loading-or-failed.tsx";
import { Skeleton } from "../../../ui/loading/skeleton.tsx";
import { Menu } from "../../../ui/menu/menu.tsx";
import { MenuItem } from "../../../ui/menu/menu-item.tsx";
import { dateAndTime } from "../../../ui/text/format-time.ts";
import { articlePath } from "../../../live/article-path.ts";
import { strings } from "./strings.ts";

const text = strings.list;
const FILTERS = ARTICLE_FILTERS.map((value) => ({ value, label: text.filters[value] }));
const SEARCH_MAX_LENGTH = 200;

/** An article that was deleted a moment ago. */
export interface DeletedArticle {
  id: ArticleId;
  title: string;
}

interface ArticleListProps {
  deleted: DeletedArticle | null;
  onRestored: () => void;
  onWrite: () => void;
}

/** The articles, searched and narrowed to a state, with the way to write another. */
export function ArticleList({ deleted, onRestored, onWrite }: ArticleListProps) {
  const [typed, setTyped] = useState("");
  const [filter, setFilter] = useState<ArticleFilter>("all");
  const search = useDeferredValue(typed);
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-[min(12rem,100%)] flex-1">
          <TextField
            label={text.search}
            type="search"
            value={typed}
            maxLength={SEARCH_MAX_LENGTH}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <div className="min-w-[min(10rem,100%)]">
          <SelectField label={text.show} value={filter} options={FILTERS} onChange={setFilter} />
        </div>
        <Menu
          label={text.add}
          trigger={
            <>
              <Icon of={Plus} />
              <span>{text.add}</span>
            </>
          }
          triggerClassName="inline-flex min-h-9 items-center gap-2 rounded-8 bg-accent px-3 text-14 font-semibold text-on-accent hover:bg-accent-hover max-md:min-h-11"
        >
          <MenuItem icon={FilePlus} onSelect={onWrite}>
            {text.write}
          </MenuItem>
        </Menu>
      </div>
      {deleted !== null && <Deletion deleted={deleted} onRestored={onRestored} />}
      <Pages key={`${filter} ${search}`} filter={filter} search={search} />
    </>
  );
}

function Deletion({ deleted, onRestored }: { deleted: DeletedArticle; onRestored: () => void }) {
  const restore = api.knowledge.restore.useMutation({ onSuccess: onRestored });
  const problem = restore.error === null ? null : explainCallFailure(restore.error, strings);
  return (
    <ChangeResult
      text={problem ?? text.deleted(deleted.title === "" ? strings.untitled : deleted.title)}
      isFailure={problem !== null}
      undo={text.undo}
      onUndo={() => restore.mutate({ id: deleted.id })}
    />
  );
}

function Pages({ filter, search }: { filter: ArticleFilter; search: string }) {
  const [places, setPlaces] = useState<readonly (ArticleListPlace | null)[]>([null]);
  const pages = api.useQueries((queries) =>
    places.map((after) => queries.knowledge.list({ search, filter, after })),
  );
  const articles = pages.flatMap(({ data }) => data?.articles ?? []);
  const next = pages.at(-1)?.data?.next ?? null;
  const isFirstUse = filter === "all" && search === "";
  return (
    <LoadingOrFailed query={pages[0]} strings={strings} skeleton={<Skeleton className="h-40" />}>
      {() => (
        <>
          {articles.some(({ isSample }) => isSample) && <p className="text-14 text-ink-2">{text.samples}</p>}
          {articles.length === 0 && <p className="text-14">{isFirstUse ? text.empty : text.nothing}</p>}
          {articles.length > 0 && <Table articles={articles} />}
          {next !== null && (
            <Button className="justify-self-start" onClick={() => setPlaces([...places, next])}>
              {text.more}
            </Button>
          )}
        </>
      )}
    </LoadingOrFailed>
  );
}

function Table({ articles }: { articles: readonly ArticleListItem[] }) {
  return (
    <table aria-label={text.table} className="w-full text-left text-14 @max-lg:block">
      <thead className="text-12 text-ink-2 @max-lg:sr-only">
        <tr className="border-b border-line">
          <th className="py-2 pr-3 font-semibold">{text.title}</th>
          <th className="py-2 pr-3 font-semibold">{text.source}</th>
          <th className="py-2 pr-3 font-semibold">{text.state}</th>
          <th className="py-2 font-semibold">{text.changed}</th>
        </tr>
      </thead>
      <tbody className="@max-lg:block">
        {articles.map((article) => (
          <Row key={article.id} article={article} />
        ))}
      </tbody>
    </table>
  );
}

const CELL = "py-2 pr-3 text-ink-2 @max-lg:p-0 @max-lg:text-13";

function Row({ article }: { article: ArticleListItem }) {
  const { id, title, source, state, isSample, changedAt } = article;
  return (
    <tr className="border-b border-line align-top @max-lg:flex @max-lg:flex-wrap @max-lg:gap-x-3 @max-lg:py-2">
      <td className="py-2 pr-3 break-words [overflow-wrap:anywhere] @max-lg:w-full @max-lg:p-0">
        <Link
          href={articlePath(id)}
          dir="auto"
          className="inline-flex min-h-6 items-center font-semibold text-accent-ink underline pointer-coarse:min-h-11"
        >
          {title === "" ? strings.untitled : title}
        </Link>
      </td>
      <td className={CELL}>{text[source.kind]}</td>
      <td className={CELL}>{isSample ? strings.sample : strings.states[state]}</td>
      <td className={CELL}>
        <time translate="no" dateTime={new Date(changedAt).toISOString()}>
          {dateAndTime(changedAt)}
        </time>
      </td>
    </tr>
  );
}
