const FENCE = /^\s*(```|~~~)/;
const HEADING = /^#{1,6}\s/;

/**
 * The blocks of a Markdown text: headings, paragraphs, lists and code, each whole. A line that ends with a colon stays
 * with the block after it.
 */
export function markdownBlocksOf(text: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let inCode = false;

  const close = () => {
    const block = lines.join("\n").trim();
    lines = [];
    if (block === "") return;
    const last = blocks.at(-1);
    if (last?.endsWith(":") === true && !isHeading(block)) blocks.splice(-1, 1, `${last}\n\n${block}`);
    else blocks.push(block);
  };

  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const isFence = FENCE.test(line);
    const standsAlone = !inCode && HEADING.test(line);
    if (standsAlone || (!inCode && (isFence || line.trim() === ""))) close();
    lines.push(line);
    if (standsAlone || (inCode && isFence)) close();
    inCode = isFence ? !inCode : inCode;
  }
  close();
  return blocks;
}

/** Whether a block is a heading. */
export function isHeading(block: string): boolean {
  return HEADING.test(block);
}
