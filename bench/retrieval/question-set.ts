import { z } from "zod";

const SCHEMA = z.object({
  name: z.string().min(1),
  /** ISO 639-1. */
  language: z.string().min(2),
  articles: z.array(z.object({ id: z.string().min(1), title: z.string(), text: z.string() })).min(1),
  questions: z.array(
    z.object({
      text: z.string().min(1),
      /** The ids of the articles that answer it; none: it must not be answered. */
      right: z.array(z.string()),
    }),
  ),
});

/** Articles and questions with what would be the right answer. */
export type QuestionSet = z.infer<typeof SCHEMA>;
export type SetQuestion = QuestionSet["questions"][number];

/** Reads a set from a JSON file. @throws Error that names the file and what is wrong with it */
export async function readQuestionSet(path: string): Promise<QuestionSet> {
  const file = Bun.file(path);
  if (!(await file.exists())) throw new Error(`${path}: there is no such file`);
  const content: unknown = await file.json().catch(() => {
    throw new Error(`${path}: this is no JSON`);
  });
  const parsed = SCHEMA.safeParse(content);
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  const known = new Set(parsed.data.articles.map(({ id }) => id));
  const missing = parsed.data.questions.flatMap(({ right }) => right).find((id) => !known.has(id));
  if (missing !== undefined)
    throw new Error(`${path}: a question names the article “${missing}”, which is not there`);
  return parsed.data;
}
