import { useState } from "react";
import { Link } from "wouter";
import type { TriedQuestion } from "#domain/knowledge/article-views.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/model/message.ts";
import { api } from "../../../api/api-hooks.ts";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { Button } from "../../../ui/button/button.tsx";
import { TextField } from "../../../ui/form/text-field.tsx";
import { MarkdownText } from "../../../ui/text/markdown-text.tsx";
import { articlePath } from "../../../live/article-path.ts";
import { strings } from "./strings.ts";

const text = strings.ask;

/** A question to the built-in chatbot: what it would say, from which article, and if from none, why. */
export function TryQuestion() {
  const utils = api.useUtils();
  const [question, setQuestion] = useState("");
  const [answer, setAnswer] = useState<TriedQuestion | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);

  async function ask() {
    if (question.trim() === "") return;
    setAsking(true);
    setProblem(null);
    try {
      setAnswer(await utils.knowledge.tryQuestion.fetch({ text: question }, { staleTime: 0, retry: false }));
    } catch (error) {
      setProblem(explainCallFailure(error, strings));
    }
    setAsking(false);
  }

  return (
    <form
      className="grid gap-3 border-t border-line pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-[min(12rem,100%)] flex-1">
          <TextField
            label={text.title}
            dir="auto"
            value={question}
            maxLength={MESSAGE_MAX_LENGTH}
            onChange={(event) => setQuestion(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={isAsking}>
          {isAsking ? text.asking : text.button}
        </Button>
      </div>
      <p className="text-13 text-ink-2">{text.about}</p>
      {problem !== null && (
        <p role="alert" className="text-14 text-danger">
          {problem}
        </p>
      )}
      <output className="grid gap-2">{answer !== null && <Answer answer={answer} />}</output>
    </form>
  );
}

function Answer({ answer }: { answer: TriedQuestion }) {
  const { said, sources, found, verdict, why } = answer;
  const then = text.verdicts[verdict];
  return (
    <>
      <div className="rounded-8 border border-line bg-surface p-3 text-14">
        <MarkdownText text={said} />
      </div>
      {then !== null && <p className="text-14">{then}</p>}
      {why !== null && verdict === "unsure" && <p className="text-14">{text.reasons[why]}</p>}
      {sources.map(({ articleId, title }) => (
        <p key={articleId} className="flex flex-wrap gap-x-2 text-14">
          <span>{text.from}</span>
          <span dir="auto" className="font-semibold">
            {title}
          </span>
          <span>{text.wrong}</span>
          <Link href={articlePath(articleId)} className="text-accent-ink underline">
            {text.edit(title)}
          </Link>
        </p>
      ))}
      {found.length > 0 && (
        <details className="text-13 text-ink-2">
          <summary>
            <span>{text.found(found.length)}</span>
            <span>{`, ${text.best}`}</span>
          </summary>
          <ol className="grid list-decimal gap-2 pt-2 pl-5">
            {found.map((passage, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- passages have no key of their own
              <li key={at}>
                <span dir="auto" className="font-semibold">
                  {passage.title}
                </span>
                <MarkdownText text={passage.text} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}
