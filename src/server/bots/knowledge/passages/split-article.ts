import type { Passage } from "../../contract/bot.ts";
import { markdownBlocksOf, isHeading } from "./markdown-blocks.ts";
import { cutText } from "../../text/text-chunks.ts";

/** An article of the organization's knowledge, as the bot uses it. */
export interface Article {
  id: string;
  title: string;
  /** Markdown. */
  text: string;
  /** A language tag (BCP 47); guessed from the text if it is absent. */
  language?: string | null;
}

/** Large enough for a complete statement, small enough for one topic; in UTF-16 code units. */
const PASSAGE_LENGTH = 700;
const BETWEEN_BLOCKS = "\n\n";
const BETWEEN_SENTENCES = " ";
const SENTENCE_END = /(?<=[.!?。！？])\s+|\n/;

/** Splits an article into passages: blocks of one section that belong together, each short enough for an answer. */
export function splitArticle({ id, title, text }: Article): Passage[] {
  const texts: string[] = [];
  let open = "";
  const close = () => {
    if (open !== "" && !isHeading(open)) texts.push(open);
    open = "";
  };

  for (const block of markdownBlocksOf(text).flatMap(piecesOfBlock)) {
    if (isHeading(block) || open.length + BETWEEN_BLOCKS.length + block.length > PASSAGE_LENGTH) close();
    if (isHeading(block)) continue;
    open = open === "" ? block : open + BETWEEN_BLOCKS + block;
  }
  close();
  return texts.map((passage) => ({ articleId: id, title, text: passage }));
}

/** Splits a block that is too long for one passage between sentences, and an overlong sentence anywhere. */
function piecesOfBlock(block: string): string[] {
  if (block.length <= PASSAGE_LENGTH) return [block];
  const pieces: string[] = [];
  let open = "";
  for (const sentence of block.split(SENTENCE_END)) {
    const joined = open === "" ? sentence : open + BETWEEN_SENTENCES + sentence;
    if (joined.length > PASSAGE_LENGTH && open !== "") {
      pieces.push(open);
      open = sentence;
    } else open = joined;
    while (open.length > PASSAGE_LENGTH) {
      const piece = cutText(open, PASSAGE_LENGTH);
      pieces.push(piece);
      open = open.slice(piece.length);
    }
  }
  return open === "" ? pieces : [...pieces, open];
}
