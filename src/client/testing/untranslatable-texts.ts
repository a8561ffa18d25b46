/**
 * The texts under `root` that break React once a translator has replaced them.
 *
 * Browsers that translate a page replace text nodes by elements of their own. React sets a text that is the only child
 * of its element through the element, but every other text through its text node, which is then no longer in the page:
 * updates are lost, and removing it or inserting beside it throws. A text in an element of its own is safe, and so is
 * one inside `translate="no"`.
 */
export function untranslatableTexts(root: Node): string[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const parent = text.parentElement;
    if (parent === null || parent.closest('[translate="no"]') !== null) continue;
    if (parent.childNodes.length > 1 || isHeldByReact(text))
      found.push(`${text.textContent} in ${parent.outerHTML.slice(0, SHOWN_LENGTH)}`);
  }
  return found;
}

const SHOWN_LENGTH = 160;

/** Whether React keeps a reference to a text node. It marks these nodes with a property of its own. */
function isHeldByReact(text: Node): boolean {
  return Object.keys(text).some((name) => name.startsWith("__reactFiber$"));
}
