import { type Block, type Inline, parseMarkdown } from "#domain/markdown.ts";

/** A message's words, with the little Markdown chats use. Built as elements: no text of anybody's ever becomes HTML. */
export function Markdown({ text }: { text: string }) {
  return <>{parseMarkdown(text).map(drawBlock)}</>;
}

function drawBlock(block: Block) {
  switch (block.kind) {
    case "paragraph":
      return <p>{block.children.map(drawInline)}</p>;
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "list": {
      // oxlint-disable-next-line react/jsx-key -- a message's words never change places
      const items = block.items.map((item) => <li>{item.map(drawInline)}</li>);
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function drawInline(piece: Inline) {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "code":
      return <code>{piece.text}</code>;
    case "strong":
      return <strong>{piece.children.map(drawInline)}</strong>;
    case "emphasis":
      return <em>{piece.children.map(drawInline)}</em>;
    case "link":
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
          {piece.children.map(drawInline)}
        </a>
      );
  }
}
