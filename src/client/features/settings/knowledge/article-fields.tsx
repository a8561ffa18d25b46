import {
  ARTICLE_AUDIENCES,
  ARTICLE_TEXT_MAX_LENGTH,
  ARTICLE_TITLE_MAX_LENGTH,
} from "#domain/model/article.ts";
import { SelectField } from "../../../ui/form/select-field.tsx";
import { TextArea } from "../../../ui/form/text-area.tsx";
import { TextField } from "../../../ui/form/text-field.tsx";
import { MarkdownText } from "../../../ui/text/markdown-text.tsx";
import { languageOptions } from "./language-options.ts";
import { dayOfEnd, endOfDay } from "./last-day.ts";
import { strings } from "./strings.ts";
import type { ArticleDraft } from "./use-article-draft.ts";

const text = strings.editor;
const AUDIENCES = ARTICLE_AUDIENCES.map((value) => ({ value, label: text.audiences[value] }));

/** The fields of an article, with its text as customers see it beside. */
export function ArticleFields({ draft, isFixed }: { draft: ArticleDraft; isFixed: boolean }) {
  const { content, change } = draft;
  // The browser cuts what is pasted beyond the limit without a word.
  const isFull = content.text.length >= ARTICLE_TEXT_MAX_LENGTH;
  return (
    <fieldset disabled={isFixed} className="grid min-w-0 gap-5">
      <TextField
        label={text.title}
        dir="auto"
        value={content.title}
        maxLength={ARTICLE_TITLE_MAX_LENGTH}
        onChange={(event) => change({ title: event.target.value })}
      />
      <div className="grid gap-4 @3xl:grid-cols-2">
        <TextArea
          label={text.text}
          hint={text.textHint}
          error={isFull ? text.textFull(ARTICLE_TEXT_MAX_LENGTH) : null}
          rows={12}
          dir="auto"
          className="max-h-[70vh] min-h-60"
          value={content.text}
          maxLength={ARTICLE_TEXT_MAX_LENGTH}
          onChange={(event) => change({ text: event.target.value })}
        />
        <Preview words={content.text} />
      </div>
      <div className="grid items-start gap-4 @lg:grid-cols-3">
        <SelectField
          label={text.audience}
          value={content.audience}
          options={AUDIENCES}
          onChange={(audience) => change({ audience })}
        />
        <SelectField
          label={text.language}
          value={content.language}
          options={languageOptions(content.language, text.anyLanguage)}
          onChange={(language) => change({ language })}
        />
        <TextField
          label={text.validUntil}
          type="date"
          hint={text.validUntilHint}
          value={dayOfEnd(content.validUntil)}
          onChange={(event) => change({ validUntil: endOfDay(event.target.value) })}
        />
      </div>
    </fieldset>
  );
}

function Preview({ words }: { words: string }) {
  return (
    <section aria-label={text.preview} className="grid content-start gap-1">
      <h2 className="text-14 font-semibold">{text.preview}</h2>
      <div className="min-h-20 rounded-8 border border-line bg-surface p-3 text-14">
        {words.trim() === "" ? (
          <p className="text-ink-2">{text.previewEmpty}</p>
        ) : (
          <MarkdownText text={words} />
        )}
      </div>
    </section>
  );
}
