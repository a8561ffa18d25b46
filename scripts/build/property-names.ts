import { type AnyNode, type Identifier, parse } from "acorn";
import { nodesIn } from "./nodes-in.ts";

/** All names of properties in a module. */
export function propertyNames(code: string): string[] {
  return keysIn(code).map(({ name }) => name);
}

/** Gives the properties of a module the names that they got in another one. */
export function renameProperties(code: string, names: ReadonlyMap<string, string>): string {
  let renamed = code;
  for (const { start, end, name } of keysIn(code).toSorted((one, other) => other.start - one.start))
    renamed = renamed.slice(0, start) + (names.get(name) ?? name) + renamed.slice(end);
  return renamed;
}

function keysIn(code: string): Identifier[] {
  return nodesIn(parse(code, { ecmaVersion: "latest", sourceType: "module" })).flatMap(propertyNameIn);
}

/** The name by which a node reads, writes or defines a property, if it does. */
export function propertyNameIn(node: AnyNode): Identifier[] {
  const key = node.type === "MemberExpression" ? node.property : "key" in node ? node.key : null;
  const isComputed = "computed" in node && node.computed;
  return isIdentifier(key) && !isComputed ? [key] : [];
}

export function isIdentifier(node: AnyNode | null | undefined): node is Identifier {
  return node?.type === "Identifier";
}
