import { normalizeMessage } from "./normalize-message.ts";
import { SMALL_TALK_PHRASES, type SmallTalk, type SpokenSmallTalk } from "./small-talk-phrases.ts";

const LONGEST = 80;

const PATTERNS: Readonly<Record<SmallTalk, readonly RegExp[]>> = {
  "who-are-you": [
    /^(who|what) are you$/,
    /^are you (an? )?(real |actual )?(bot|chatbot|robot|machine|computer|ai|human|person)( or .{1,30})?$/,
    /^am i (talking|speaking|chatting) (to|with) (an? )?(real )?(bot|chatbot|robot|human|person|machine)$/,
    /^what( i)?s your name$/,
    /^what can you do( for me)?$/,
  ],
  "how-are-you": [
    /^((hi|hello|hey) )?how (are|r) (you|u|things)( doing)?( today)?$/,
    /^((hi|hello|hey) )?how s it going$/,
  ],
  thanks: [
    /^((ok|okay|great|perfect|super|cool|many|no) ){0,2}(thanks|thank you|thx|ty|cheers)( (a lot|so much|very much|again))?( (bye|goodbye|that helps|that helped))?$/,
    /^(thanks|thank you) for (your|the) help$/,
  ],
  farewell: [
    /^((ok|okay) )?(good ?bye|bye|bye bye|see you|good ?night)( now)?$/,
    /^have a (nice|good|great) \w{3,7}$/,
  ],
  greeting: [
    /^(hi|hello|hey|hiya|howdy|good (morning|afternoon|evening|day)|greetings)( (there|all|everyone|team|again))?( .{0,4}(question|help))?$/,
    /^(((hi|hello|hey) )?(help|help me|i need( some)? help|i have an? question|can you help( me)?)|test|testing)( please)?$/,
  ],
  assent: [
    /^(ok|okay|alright|all right|fine|great|cool|good|perfect|nice|super|i see|got it|understood|makes sense|sounds good|that helps|that helped|yes|no|nope|(no )?that s all|nothing( else)?)$/,
  ],
};

/** Small talk, and the language it is in (ISO 639-1). */
export interface DetectedSmallTalk {
  kind: SmallTalk;
  language: string;
}

/** Recognizes a message that is small talk and nothing else, in the languages of {@link SMALL_TALK_PHRASES}; `null` for all others. */
export function detectSmallTalk(text: string): DetectedSmallTalk | null {
  if (text.length > LONGEST) return null;
  const words = normalizeMessage(text);
  const kind = KINDS.find((one) => PATTERNS[one].some((pattern) => pattern.test(words)));
  return kind === undefined ? detectPhrases(text) : { kind, language: "en" };
}

/** A message of one or more phrases between punctuation; the last one tells what to say: “Ok, danke, tschüss!” */
function detectPhrases(text: string): DetectedSmallTalk | null {
  const whole = normalizeMessage(text);
  const parts = text
    .split(PUNCTUATION)
    .map(normalizeMessage)
    .filter((part) => part !== "");
  for (const [language, phrases] of Object.entries(SMALL_TALK_PHRASES)) {
    const kindOf = (part: string) => SPOKEN.find((kind) => phrases[kind].split(", ").includes(part));
    const kinds = parts.map(kindOf);
    const kind = kindOf(whole) ?? (kinds.includes(undefined) ? undefined : kinds.at(-1));
    if (kind !== undefined) return { kind, language };
  }
  return null;
}

const PUNCTUATION = /[^\p{L}\p{M}\p{N}\s'’]+/u;
const SPOKEN: readonly SpokenSmallTalk[] = ["thanks", "farewell", "greeting", "assent"];

const KINDS: readonly SmallTalk[] = [
  "who-are-you",
  "how-are-you",
  "thanks",
  "farewell",
  "greeting",
  "assent",
];
