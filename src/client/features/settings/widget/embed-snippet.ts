/** The line that puts the chat on a page. */
export function embedSnippet(origin: string, widgetKey: string): string {
  return `<script async src="${origin}/widget.js" data-widget="${widgetKey}"></script>`;
}
