/** What is drawn: an element with what is in it, or text; nothing for `null`, `false` and no text. */
export type Kid = Tree | string | false | null | undefined;

/** An element as it should be. */
export interface Tree {
  name: string;
  props: Readonly<Record<string, unknown>>;
  kids: readonly Kid[];
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
  onblur?(event: FocusEvent): void;
  onclick?(): void;
  oninput?(event: { currentTarget: { value: string } }): void;
  onkeydown?(event: KeyboardEvent): void;
  onscroll?(event: { currentTarget: Element }): void;
  onsubmit?(event: Event): void;
};

/** What each node was drawn from, and which of its sisters it is. */
const drawn = new WeakMap<Node, Tree & { place: string }>();

/** Set on the node itself; all others are attributes. `data` is what a text says. */
const PROPERTY = /^(on|value|data$)/;

/** @param given - the class alone, or attributes and handlers */
export function h(
  name: keyof HTMLElementTagNameMap | "svg" | "path",
  given: Props | string,
  ...kids: (Kid | readonly Kid[])[]
): Tree {
  return { name, props: typeof given === "string" ? { class: given } : given, kids: kids.flat() };
}

/**
 * Makes what is in a node what it should be. Nodes that stay are changed in place, so that focus, caret and scrolling
 * stay with them: those of the same name and id, or without an id at the same place. A tree that is the same object as
 * before is not looked into.
 */
export function draw(parent: Node, kids: readonly Kid[]): void {
  const known = new Map([...parent.childNodes].map((node) => [drawn.get(node)?.place, node]));
  const nodes = kids.flatMap((kid, index) => {
    if (!kid) return [];
    const tree = typeof kid === "string" ? { name: "", props: { data: kid }, kids: [] } : kid;
    const place = tree.name + String(tree.props["id"] ?? index);
    const node = known.get(place) ?? make(tree.name);
    known.delete(place);
    change(node, tree, place);
    return node;
  });
  for (const gone of known.values()) gone.remove();
  nodes.forEach((node, index) => {
    const there = parent.childNodes[index] ?? null;
    if (there !== node) parent.insertBefore(node, there);
  });
}

function make(name: string): ChildNode {
  const language = /svg|path/.test(name) ? "2000/svg" : "1999/xhtml";
  return name ? document.createElementNS(`http://www.w3.org/${language}`, name) : new Text();
}

function change(node: Node, tree: Tree, place: string): void {
  const before = drawn.get(node);
  if (before?.kids === tree.kids) return;
  drawn.set(node, { ...tree, place });
  for (const name of Object.keys({ ...before?.props, ...tree.props })) {
    const value = tree.props[name];
    if (value === before?.props[name]) continue;
    if (PROPERTY.test(name)) Reflect.set(node, name, value);
    else if (node instanceof Element) {
      if ((value ?? false) === false) node.removeAttribute(name);
      else node.setAttribute(name, String(value));
    }
  }
  draw(node, tree.kids);
}
