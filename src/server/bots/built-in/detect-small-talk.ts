import { normalizeMessage } from "./normalize-message.ts";

/** Polite phrases that need no knowledge to answer. */
export type SmallTalk = "greeting" | "thanks" | "farewell" | "assent" | "who-are-you" | "how-are-you";

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
    /^((ok|okay|great|perfect|super|cool|many|no) ){0,2}(thanks|thank you|thx|ty|cheers|merci|danke|gracias)( (a lot|so much|very much|again))?( (bye|goodbye|that helps|that helped))?$/,
    /^(thanks|thank you) for (your|the) help$/,
  ],
  farewell: [
    /^((ok|okay) )?(good ?bye|bye|bye bye|see you|good ?night)( now)?$/,
    /^have a (nice|good|great) \w{3,7}$/,
  ],
  greeting: [
    /^(hi|hello|hey|hiya|howdy|hallo|hola|bonjour|salut|ciao|good (morning|afternoon|evening|day)|greetings)( (there|all|everyone|team|again))?( .{0,4}(question|help))?$/,
    /^(((hi|hello|hey) )?(help|help me|i need( some)? help|i have an? question|can you help( me)?)|test|testing)( please)?$/,
  ],
  assent: [
    /^(ok|okay|alright|all right|fine|great|cool|good|perfect|nice|super|i see|got it|understood|makes sense|sounds good|that helps|that helped|yes|no|nope|(no )?that s all|nothing( else)?)$/,
  ],
};

/** Recognizes a message that is small talk and nothing else; `null` for all others. */
export function detectSmallTalk(text: string): SmallTalk | null {
  if (text.length > LONGEST) return null;
  const words = normalizeMessage(text);
  return KINDS.find((kind) => PATTERNS[kind].some((pattern) => pattern.test(words))) ?? null;
}

const KINDS: readonly SmallTalk[] = [
  "who-are-you",
  "how-are-you",
  "thanks",
  "farewell",
  "greeting",
  "assent",
];
