import { isHeading, markdownBlocksOf } from "../passages/markdown-blocks.ts";

/** A passage up to this long is quoted whole; in UTF-16 code units. */
const QUOTE_LENGTH = 600;

/**
 * What is quoted of a passage: all of it, or of a long one the consecutive blocks with most of what was asked for; the
 * earliest among equals.
 *
 * @param countOf - how much of what was asked for a text has
 */
export function quoteOf(text: string, countOf: (text: string) => number): string {
  if (text.length <= QUOTE_LENGTH) return text;
  const blocks = markdownBlocksOf(text);
  const runs = blocks.map((_block, at) => joinWhileShort(blocks.slice(at)));
  const counts = runs.map(countOf);
  return runs[counts.indexOf(Math.max(...counts))] ?? text;
}

/** Joins the first block and following ones up to `QUOTE_LENGTH`. */
function joinWhileShort([first = "", ...others]: readonly string[]): string {
  let run = first;
  for (const block of others) {
    if (isHeading(block) || run.length + block.length > QUOTE_LENGTH) break;
    run += `\n\n${block}`;
  }
  return run;
}
