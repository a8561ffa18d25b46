/** Tags in which models think, as their templates or their training have it. */
const NAMES =
  "(?:[a-z]{2,10}[:_]|ant)?think(?:ing)?(?:_\\w{1,50})?|thoughts?|reasoning(?:_process)?|reflection|analysis|scratchpad|inner_?(?:monologue|thoughts?)|思考";
const OPENINGS = [
  `<(?:${NAMES})(?:\\s[^<>]{0,60})?>`,
  "\\[(?:BEGIN_)?(?:THINK|THINKING|REASONING)\\]",
  '<details type="reasoning"[^<>]{0,60}>',
  "<\\|inner_prefix\\|>",
  "◁think▷",
  "<\\|begin_of_thought\\|>",
  "<\\|START_THINKING\\|>",
  "<\\|(?:think|thinking|think_start|thought_start)\\|>",
  "<(?:unused|ctrl)94>",
  "<\\|channel>thought\\s",
] as const;
const CLOSINGS = [
  `</(?:${NAMES})\\s*>`,
  "\\[(?:/|END_)(?:THINK|THINKING|REASONING)\\]",
  "<\\|inner_suffix\\|>",
  "◁/think▷",
  "<\\|end_of_thought\\|>",
  "<\\|END_THINKING\\|>",
  "<\\|/think(?:ing)?\\|>|<\\|(?:think|thought)_end\\|>",
  "<(?:unused|ctrl)95>",
  "<channel\\|>",
] as const;
/** OpenAI's harmony format: the header of the channel that customers may read, also with its marks stripped off. */
const FINAL =
  "(?:<\\|start\\|>)?assistant(?:<\\|channel\\|>)?final(?:<\\|message\\|>)?|<\\|channel\\|>final[^<]{0,60}<\\|message\\|>";
/** Marks around the answer and at its end, which some servers pass on. */
const WRAPPERS =
  "\\[/INST\\]|</?(?:answer|response|final_?answer|output|solution|conclusion)>|<\\|(?:begin|end)_of_solution\\|>|<\\|(?:START|END)_(?:RESPONSE|TEXT)\\|>";
const STOPS =
  "<\\|(?:im_end|eot_id|eom_id|eos|end_of_text|endoftext|end_of_turn|END_OF_TURN_TOKEN|end|return|call|message|end_header_id|assistant|EOT)\\|>|<\\|(?:im_start|start|start_header_id)\\|>(?:assistant)?|<(?:end|start)_of_turn>(?:model\\n)?|<[|｜]end[_▁]of[_▁]sentence[|｜]>|</s>(?=\\s*$)";
/** The customer's next turn, which a model invents that its server does not stop. */
const NEXT_TURNS =
  "<\\|(?:im_start|start_header_id)\\|>user|<\\|user\\|>|<start_of_turn>user|<[|｜]user[|｜]>";

/** At the beginning of a text: thoughts begin. */
export const THOUGHTS_OPENING = new RegExp(`^(?:${OPENINGS.join("|")})`, "i");
/** At the beginning of a text: thoughts end, whether or not their beginning was marked. */
export const THOUGHTS_CLOSING = new RegExp(`^(?:${CLOSINGS.join("|")})`, "i");
/** Anywhere: where thoughts end. A mark in quotation marks or code is one the model thinks about. */
export const END_OF_THOUGHTS = new RegExp(`(?<![\`"'])(?:${CLOSINGS.join("|")}|${FINAL})(?![\`"'])`, "i");
/** The same where a mark has opened the thoughts: a call ends them too. */
const END_OF_MARKED_THOUGHTS = new RegExp(`${END_OF_THOUGHTS.source}|(?=<tool_call>\\s*\\{)`, "i");
/** Open WebUI's server frames thoughts as HTML. */
const END_OF_DETAILS = /<\/details>/i;
/** ReAct, which some templates and agents teach: at the beginning of an answer, and before what is for the reader. */
export const REACT_OPENING = "thought: ";
export const END_OF_REACT = /\n[ \t]*(?:final answer|answer|response):[ \t]*|(?=\naction:)/i;
/** The end of a text that may be the beginning of {@link END_OF_THOUGHTS} has at most this many code units. */
export const END_MAX_LENGTH = 100;

/** Where thoughts end that this mark has opened. */
export function endOfMarkedThoughts(opening: string): RegExp {
  return opening.toLowerCase().startsWith("<details") ? END_OF_DETAILS : END_OF_MARKED_THOUGHTS;
}

/** At the beginning of a text: what only frames the answer. */
export const WRAPPER = new RegExp(`^(?:${WRAPPERS})`, "i");
/** At the beginning of a text: what a server should have kept for itself. */
export const STOP_MARK = new RegExp(`^(?:${STOPS})`);
/** At the beginning of a text: all from here on is invented. */
export const NEXT_TURN = new RegExp(`^(?:${NEXT_TURNS})`, "i");

/** A text that may be the beginning of any of these marks. */
export const MAYBE_MARK =
  /^(?:<[/|｜]?[\w:▁思考]{0,60}(?:\s[^<>]{0,60})?[|｜]?(?:>[a-z]{0,9}\n?)?|<\/s>\s*|\[\/?[A-Z_]{0,15}|◁\/?[a-z]{0,5})$/;

/** The header of a channel of OpenAI's harmony format; its groups are recipient, name, recipient. */
export const CHANNEL =
  /^(?:<\|start\|>assistant([^<]{0,80}))?<\|channel\|>(\w+)([^<]{0,80}(?:<\|constrain\|>[^<]{0,20})?)<\|message\|>/;
export const MAYBE_CHANNEL =
  /^<\|(?:start\|>(?:a[^<]{0,90}(?:<\|?c?h?a?n?n?e?l?\|?)?)?$|(?:start\|>assistant[^<]{0,80}<\|)?channel\|>(?:(?!<\|message\|>)[^]){0,160}$)/;
export const END_OF_CHANNEL = /<\|(?:end|return|call)\|>|(?=<\|(?:start|channel)\|>)/;

/** Harmony without its marks: the name of the channel and the first word of the thoughts in one. */
export const STRIPPED_ANALYSIS = /^analysis(?=[^\sa-z.,:;!?'’)-])/;
