/** The HTML that embeds the widget in a page. */
export function embedSnippet(origin: string, widgetKey: string): string {
  return `<script async src="${origin}/widget.js" data-widget="${widgetKey}"></script>`;
}

/** The same for a tag manager, which may keep no attributes but `src` and `id`. */
export function tagManagerSnippet(origin: string, widgetKey: string): string {
  return `<script async src="${origin}/widget.js?key=${widgetKey}"></script>`;
}
