import { inspect } from "node:util";

const MOST_PRINTED = 500;

/**
 * Prints what stands in the page as its HTML, shortened. Otherwise an expectation that fails on an element prints React's
 * whole tree behind it, which takes gigabytes and minutes. Bun does not ask elements of a list: compare their texts.
 */
export function printNodesAsHtml(): void {
  Object.defineProperty(Node.prototype, inspect.custom, {
    configurable: true,
    value(this: Node) {
      const html = this instanceof Element ? this.outerHTML : `${this.nodeName} ${this.textContent ?? ""}`;
      return html.length > MOST_PRINTED ? `${html.slice(0, MOST_PRINTED)}…` : html;
    },
  });
}
