/** The HTML that embeds the widget in a page. */
export function embedSnippet(origin: string, widgetKey: string): string {
  return `<script async src="${origin}/widget.js" data-widget="${widgetKey}"></script>`;
}
