/**
 * Translates `root` as browsers do: replaces each text node by two nested `font` elements around a new text, here the
 * same in capitals. Elements with `translate="no"` stay as they are. Call it again after an update, as browsers do.
 */
export function translate(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Node[] = [];
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) texts.push(text);
  for (const text of texts) {
    const parent = text.parentElement;
    if (parent === null || parent.closest('[translate="no"], font, style, script, textarea, option') !== null)
      continue;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = (text.textContent ?? "").toUpperCase();
    outer.append(inner);
    text.parentNode?.replaceChild(outer, text);
  }
}
