/**
 * What people write around a question out of courtesy, as it stands at the beginning or at the end of a sentence. English
 * and the languages of the widget; a phrase that is not known here is only one more sentence that finds nothing.
 */
const OPENINGS: readonly string[] = [
  "(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day))(?: (?:all|there|everyone|everybody|team|support|sir|madam|sir or madam|(?:support|customer service) team))?",
  "(?:i )?hope (?:you are|you're|you have|all is|this finds you)[^.!?\\n,]*",
  "(?:i am |i'm )?(?:so |very )?sorry (?:to|for|that i) (?:bother|disturb|trouble|bothering|disturbing|write)[^.!?\\n,]*",
  "my name is [^.!?\\n]{1,40}? and (?=i )",
  "(?:sehr geehrte|liebe|lieber|liebes|hallo|guten (?:tag|morgen|abend)|grüß gott|moin)(?: (?:damen und herren|zusammen|team))?",
  "(?:bonjour|bonsoir|salut|cher|chère|madame|monsieur)",
  "(?:hola|buenos días|buenas tardes|buenas noches|estimad[oa]s?)",
  "(?:olá|bom dia|boa tarde|boa noite|prezad[oa]s?)",
  "(?:ciao|buongiorno|buonasera|salve|gentile)",
  "(?:hallo|goedemorgen|goedemiddag|goedenavond|beste)",
  "(?:dzień dobry|dobry wieczór|cześć|witam)",
  "(?:merhaba|selam|iyi günler|günaydın|iyi akşamlar)",
  "(?:здравствуйте|добрый день|доброе утро|добрый вечер|привет)",
  "(?:مرحبا|السلام عليكم|صباح الخير|مساء الخير|أهلا)",
  "(?:שלום|בוקר טוב|ערב טוב|היי)",
  "(?:नमस्ते|नमस्कार)",
  "(?:こんにちは|こんばんは|おはようございます|すみません|お世話になっております)",
  "(?:你好|您好|早上好|晚上好|请问)",
];

const CLOSINGS: readonly string[] = [
  "(?:many |kind )?thanks(?: (?:so much|a lot|again|in advance|a million))?(?: for [^.!?\\n]*)?",
  "thank you(?: (?:so much|very much|again|in advance|kindly))?(?: for [^.!?\\n]*)?",
  "(?:with )?(?:kind|best|warm|many) (?:regards|wishes)(?:,? [\\p{L} ]{1,30})?",
  "(?:yours )?(?:sincerely|faithfully)(?:,? [\\p{L} ]{1,30})?",
  "(?:cheers|regards)(?:,? [\\p{L} ]{1,30})?",
  "(?:i am |i'm |i )?look(?:ing)? forward to [^.!?\\n]*",
  "have a (?:nice|good|great|lovely) \\p{L}+",
  "(?:vielen |herzlichen |besten |lieben )?dank(?: im voraus| schon mal| für [^.!?\\n]*)?",
  "(?:mit )?(?:freundlichen|besten|lieben|viele|liebe|beste) grüßen?(?:,? [\\p{L} ]{1,30})?",
  "merci(?: (?:beaucoup|d'avance|bien))?|cordialement(?:,? [\\p{L} ]{1,30})?",
  "(?:muchas )?gracias(?: (?:de antemano|por [^.!?\\n]*))?|(?:un )?saludos?(?:,? [\\p{L} ]{1,30})?",
  "(?:muito )?obrigad[oa](?: desde já)?|atenciosamente(?:,? [\\p{L} ]{1,30})?",
  "grazie(?: (?:mille|in anticipo))?|cordiali saluti(?:,? [\\p{L} ]{1,30})?",
  "(?:alvast )?bedankt|met vriendelijke groet(?:en)?(?:,? [\\p{L} ]{1,30})?",
  "(?:z góry )?dziękuję|pozdrawiam(?:,? [\\p{L} ]{1,30})?",
  "(?:şimdiden )?teşekkür(?:ler| ederim)|saygılarımla(?:,? [\\p{L} ]{1,30})?",
  "(?:большое )?спасибо(?: заранее)?|с уважением(?:,? [\\p{L} ]{1,30})?",
  "شكرا(?: جزيلا| مقدما)?",
  "תודה(?: רבה| מראש)?",
  "धन्यवाद|शुक्रिया",
  "(?:どうも)?ありがとうございま(?:す|した)|よろしくお願い(?:いた)?します",
  "(?:非常)?谢谢(?:您|你|了)?",
];

const START = "(?<=^|[.!?…。！？،,\\n]\\s*)";
const OPENING = new RegExp(`${START}(?:${OPENINGS.join("|")})(?![\\p{L}\\p{M}])[\\s,.!:。！，、،–-]*`, "giu");
const CLOSING = new RegExp(`(?:${START}|\\s)(?:${CLOSINGS.join("|")})[\\s,.!。！、]*$`, "iu");
/** Closings that are taken off, one after the other. */
const CLOSINGS_MAX = 3;
/** Longer messages are no letters but pasted pages. */
const LENGTH_MAX = 2_000;

/** A message without greetings and thanks around the question; as it is if nothing else were left. */
export function withoutCourtesies(message: string): string {
  if (message.length > LENGTH_MAX) return message;
  let rest = message.trim().replace(OPENING, "");
  for (let taken = 0; taken < CLOSINGS_MAX && CLOSING.test(rest); taken += 1)
    rest = rest.replace(CLOSING, "").trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : message;
}
