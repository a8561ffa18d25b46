/** A node to render: an element or text. `null`, `false` and an empty text render nothing. */
export type VirtualNode = VirtualElement | string | false | null | undefined;

/** The description of an element. */
export interface VirtualElement {
  name: string;
  props: Readonly<Record<string, unknown>>;
  kids: readonly VirtualNode[];
}

type Attribute =
  | "class"
  | "d"
  | "datetime"
  | "dir"
  | "for"
  | "id"
  | "role"
  | "tabindex"
  | "type"
  | "value"
  | "viewBox"
  | "autocomplete"
  | "enterkeyhint"
  | "href"
  | "inputmode"
  | "novalidate"
  | "placeholder"
  | "rel"
  | "rows"
  | "start"
  | "target"
  | `aria-${string}`
  | `data-${string}`;

/** Attributes by their HTML names, and event handlers. An attribute that is `false` or `null` is left out. */
export type Props = Partial<Record<Attribute, string | number | boolean | null>> & {
  onblur?(event: { relatedTarget: (EventTarget & { localName?: string }) | null }): void;
  onclick?(): void;
  oninput?(event: { currentTarget: { value: string } }): void;
  onkeydown?(event: KeyboardEvent): void;
  onscroll?(event: { currentTarget: Element }): void;
  onsubmit?(event: Event): void;
};

/** The description from which each node was last rendered. */
const renderedFrom = new WeakMap<Node, VirtualElement>();

/** Names that are set as properties. All others are attributes. `data` is the content of a text node. */
const PROPERTY = /^(on|value|data$)/;

/** Describes an element. @param given - the class alone, or attributes and handlers */
export function h(
  name: keyof HTMLElementTagNameMap | "svg" | "path",
  given: Props | string,
  ...kids: (VirtualNode | readonly VirtualNode[])[]
): VirtualElement {
  return { name, props: typeof given === "string" ? { class: given } : given, kids: kids.flat() };
}

/**
 * Updates the children of a node by index, counted from where its first one is now; an absent child is an empty text
 * node, which keeps the indexes stable. A node of the same name and id is changed in place, so that it keeps focus,
 * caret and scroll position; a tree that is the same object as before is skipped.
 */
export function draw(parent: Node, kids: readonly VirtualNode[]): void {
  const { childNodes } = parent;
  const [firstChild] = childNodes;
  const first = firstChild && renderedFrom.get(firstChild)?.props["id"];
  for (
    let at = first ? kids.findIndex((kid) => typeof kid === "object" && kid?.props["id"] === first) : 0;
    at > 0;
    at -= 1
  )
    firstChild?.before(new Text());
  while (childNodes.length > kids.length) parent.lastChild?.remove();
  kids.forEach((kid, index) => {
    const tree = typeof kid === "object" && kid ? kid : { name: "", props: { data: kid || "" }, kids: [] };
    const existing = childNodes[index];
    const before = existing && renderedFrom.get(existing);
    if (existing && before?.name === tree.name && before.props["id"] === tree.props["id"])
      return change(existing, tree, before);
    const node = make(tree.name);
    change(node, tree, { ...tree, props: {}, kids: [] });
    if (existing) existing.replaceWith(node);
    else parent.appendChild(node);
  });
}

function make(name: string): Element | Text {
  const namespace = /svg|path/.test(name) ? "2000/svg" : "1999/xhtml";
  return name ? document.createElementNS(`http://www.w3.org/${namespace}`, name) : new Text();
}

function change(node: Node, tree: VirtualElement, before: VirtualElement): void {
  if (before === tree) return;
  renderedFrom.set(node, tree);
  for (const name of Object.keys({ ...before.props, ...tree.props })) {
    const value = tree.props[name];
    if (value === before.props[name]) continue;
    if (PROPERTY.test(name)) Reflect.set(node, name, value);
    else if (node instanceof Element) {
      if ((value ?? false) === false) node.removeAttribute(name);
      else node.setAttribute(name, String(value));
    }
  }
  draw(node, tree.kids);
}
