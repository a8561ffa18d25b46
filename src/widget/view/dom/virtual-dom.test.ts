import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { draw, h, type VirtualNode } from "./virtual-dom.ts";

/** The part of the DOM that rendering needs. */
class FakeNode {
  readonly childNodes: FakeNode[] = [];
  data = "";
  #parent: FakeNode | null = null;

  get lastChild(): FakeNode | undefined {
    return this.childNodes.at(-1);
  }

  appendChild(node: FakeNode): void {
    node.#parent = this;
    this.childNodes.push(node);
  }

  before(node: FakeNode): void {
    node.#parent = this.#parent;
    this.#siblings.splice(this.#siblings.indexOf(this), 0, node);
  }

  remove(): void {
    this.#siblings.splice(this.#siblings.indexOf(this), 1);
  }

  replaceWith(node: FakeNode): void {
    node.#parent = this.#parent;
    this.#siblings.splice(this.#siblings.indexOf(this), 1, node);
  }

  get #siblings(): FakeNode[] {
    return this.#parent?.childNodes ?? [];
  }
}

class FakeElement extends FakeNode {
  readonly attributes = new Map<string, string>();
  value = "";
  onclick: (() => void) | null = null;

  readonly namespace: string;
  readonly name: string;

  constructor(namespace: string, name: string) {
    super();
    this.namespace = namespace;
    this.name = name;
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
}

const fakes = {
  Text: FakeNode,
  Element: FakeElement,
  document: { createElementNS: (namespace: string, name: string) => new FakeElement(namespace, name) },
};
const real = Object.fromEntries(Object.keys(fakes).map((name) => [name, Reflect.get(globalThis, name)]));
beforeAll(() => void Object.assign(globalThis, fakes));
afterAll(() => void Object.assign(globalThis, real));

function onclick(): void {}

/** Creates a root to render in, and reads its content. */
function page() {
  const root = new FakeElement("", "body");
  return {
    draw: (...kids: VirtualNode[]) => Reflect.apply(draw, null, [root, kids]),
    nodes: () => [...root.childNodes],
    html: () => root.childNodes.map(htmlOf).join(""),
  };
}

function row(id: string) {
  return h("li", { id }, id);
}

function htmlOf(node: FakeNode): string {
  if (!(node instanceof FakeElement)) return node.data;
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${value}"`).join("");
  return `<${node.name}${attributes}>${node.childNodes.map(htmlOf).join("")}</${node.name}>`;
}

describe("drawing", () => {
  test("creates elements, text and attributes, and leaves out false and empty values", () => {
    const { draw: show, html } = page();
    show(
      h("p", "small", "a ", h("strong", "", "b"), false, ["c", null]),
      h("input", { id: "x", rows: 0, dir: null, novalidate: true, "aria-invalid": false }),
    );

    expect(html()).toBe(
      '<p class="small">a <strong class="">b</strong>c</p><input id="x" rows="0" novalidate="true"></input>',
    );
  });

  test("changes a node that stays, and removes its old attributes", () => {
    const { draw: show, html, nodes } = page();
    show(h("p", { class: "a", role: "alert" }, "one"));
    const before = nodes();
    show(h("p", { class: "b" }, "two"));

    expect(html()).toBe('<p class="b">two</p>');
    expect(nodes()[0]).toBe(before[0]);
  });

  test("keeps the other nodes when one before them appears or disappears", () => {
    const { draw: show, nodes } = page();
    show(false, h("button", "send"));
    const send = nodes()[1];
    show(h("button", "stop"), h("button", "send"));
    expect(nodes()[1]).toBe(send);
    show(null, h("button", "send"));
    expect(nodes()[1]).toBe(send);
  });

  test("keeps every node when others are inserted before the first, and knows them by its id", () => {
    const { draw: show, html, nodes } = page();
    show(row("3"), row("4"));
    const before = nodes();
    show(row("1"), row("2"), row("3"), row("4"), row("5"));

    expect(nodes().slice(2, 4)).toEqual(before);
    expect(nodes()[2]).toBe(before[0]);
    expect(html()).toBe(["1", "2", "3", "4", "5"].map((id) => `<li id="${id}">${id}</li>`).join(""));
  });

  test("creates a new node if name or id differ", () => {
    const { draw: show, html, nodes } = page();
    show(h("li", { id: "1" }, "one"), h("p", ""));
    const before = nodes();
    show(h("li", { id: "2" }, "two"), h("h1", ""));

    expect(html()).toBe('<li id="2">two</li><h1 class=""></h1>');
    expect(nodes().some((node) => before.includes(node))).toBe(false);
  });

  test("removes surplus nodes", () => {
    const { draw: show, html } = page();
    show("a", "b", "c");
    show("a");

    expect(html()).toBe("a");
  });

  test("skips a tree that is the same object as before", () => {
    const { draw: show, html, nodes } = page();
    const tree = h("p", "", "said");
    show(tree);
    const [node] = nodes();
    node?.lastChild?.remove();
    show(tree);

    expect(html()).toBe('<p class=""></p>');
  });

  test("sets handlers and values on the node itself", () => {
    const { draw: show, nodes, html } = page();
    show(h("button", { onclick }), h("textarea", { value: "draft" }));

    expect(nodes()).toMatchObject([{ onclick }, { value: "draft" }]);
    expect(html()).toBe("<button></button><textarea></textarea>");
  });

  test("creates SVG elements in their namespace", () => {
    const { draw: show, nodes } = page();
    show(h("svg", { viewBox: "0 0 24 24" }, h("path", { d: "M0 0" })), h("p", ""));

    expect(nodes()).toMatchObject([
      { namespace: "http://www.w3.org/2000/svg" },
      { namespace: "http://www.w3.org/1999/xhtml" },
    ]);
  });
});
