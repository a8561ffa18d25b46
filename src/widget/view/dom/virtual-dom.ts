/** What is drawn: an element with what is in it, or text; nothing for `null`, `false` and no text. */
export type VirtualNode = VirtualElement | string | false | null | undefined;

/** An element as it should be. */
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

/** Attributes by their HTML names, and what is done on events. An attribute that is `false` or nothing is left out. */
export type Props = Partial<Record<Attribute, string | number | boolean | null>> & {
  onblur?(event: { relatedTarget: (EventTarget & { localName?: string }) | null }): void;
  onclick?(): void;
  oninput?(event: { currentTarget: { value: string } }): void;
  onkeydown?(event: KeyboardEvent): void;
  onscroll?(event: { currentTarget: Element }): void;
  onsubmit?(event: Event): void;
};

/** What each node was drawn from. */
const renderedFrom = new WeakMap<Node, VirtualElement>();

/** Set on the node itself; all others are attributes. `data` is what a text says. */
const PROPERTY = /^(on|value|data$)/;

/** @param given - the class, where that is all there is to say of it, or attributes and handlers */
export function h(
  name: keyof HTMLElementTagNameMap | "svg" | "path",
  given: Props | string,
  ...kids: (VirtualNode | readonly VirtualNode[])[]
): VirtualElement {
  return { name, props: typeof given === "string" ? { class: given } : given, kids: kids.flat() };
}

/**
 * Makes what is in a node what it should be, place by place: what is not there holds its place by an empty text. A node
 * of the same name and id is changed, so that focus, caret and scrolling stay with it; a tree that is the same object as
 * before is not looked into.
 */
export function draw(parent: Node, kids: readonly VirtualNode[]): void {
  const { childNodes } = parent;
  while (childNodes.length > kids.length) parent.lastChild?.remove();
  kids.forEach((kid, place) => {
    const tree = typeof kid === "object" && kid ? kid : { name: "", props: { data: kid || "" }, kids: [] };
    const there = childNodes[place];
    const before = there && renderedFrom.get(there);
    if (there && before?.name === tree.name && before.props["id"] === tree.props["id"])
      return change(there, tree, before);
    const node = make(tree.name);
    change(node, tree, { ...tree, props: {}, kids: [] });
    if (there) there.replaceWith(node);
    else parent.appendChild(node);
  });
}

function make(name: string): Element | Text {
  const language = /svg|path/.test(name) ? "2000/svg" : "1999/xhtml";
  return name ? document.createElementNS(`http://www.w3.org/${language}`, name) : new Text();
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
