/** How thoughts begin, in the languages that models think in. Many answers begin so too: the first sentence decides. */
const BEGINNINGS: readonly string[] = [
  "okay",
  "ok,",
  "ok ",
  "alright",
  "hmm",
  "let me",
  "let's",
  "first,",
  "so,",
  "so the",
  "wait",
  "we need",
  "we have to",
  "i need",
  "i should",
  "the user",
  "the customer",
  "user ",
  "thinking process",
  "嗯",
  "好的",
  "好，",
  "首先",
  "用户",
];
/** Only thoughts speak of the reader in the third person. */
const THIRD_PERSON =
  /\bthe user\b|\buser (?:is|asks?|asked|wants?|said|says|wrote)\b|\bthe customer(?:'s)? (?:is|asks?|asked|wants?|said|says|wrote|question|message)\b|\b(?:thinking process|chain of thought)\b|用户/i;
const SENTENCE_END = /[.!?。！？\n]/;
const SENTENCE_MAX_LENGTH = 200;

/**
 * Whether an answer begins like thoughts whose opening mark the server has eaten. `null` while more text is needed.
 * A wrong guess costs nothing but that the answer appears at once instead of word by word.
 */
export function soundsLikeThoughts(text: string, isEnd: boolean): boolean | null {
  const lower = text.slice(0, SENTENCE_MAX_LENGTH).toLowerCase();
  if (!BEGINNINGS.some((beginning) => lower.startsWith(beginning)))
    return !isEnd && BEGINNINGS.some((beginning) => beginning.startsWith(lower)) ? null : false;
  const end =
    SENTENCE_END.exec(lower)?.index ?? (isEnd || text.length >= SENTENCE_MAX_LENGTH ? lower.length : null);
  return end === null ? null : THIRD_PERSON.test(lower.slice(0, end));
}
