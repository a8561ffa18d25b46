import { type AnyNode, type Identifier, parse, type Program } from "acorn";
import { nodesIn } from "./nodes-in.ts";
import { numberSequence } from "./number-sequence.ts";

/** Twice as many gain little. */
const TRIES = 16_000;
const LEVEL = 9;

/**
 * Exchanges the names of shortened properties with each other, and those of the module's own variables and functions,
 * so that a minified module compresses better: which name stands beside which makes a difference, and nobody else reads
 * them. Takes some seconds; the same module gives the same names.
 *
 * @param properties - the names that shortened properties got, and that no other property has
 */
export function chooseNames(code: string, properties: readonly string[]): string {
  const module = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const nodes = nodesIn(module);
  const keys = nodes.flatMap(propertyNameIn);
  const starts = new Set(keys.map(({ start }) => start));
  const variables = exchangeableVariables(module, nodes);
  const places = [
    ...keys.filter(({ name }) => properties.includes(name)).map((key) => ({ key, group: 0 })),
    ...nodes
      .filter(isIdentifier)
      .filter(({ start, name }) => variables.includes(name) && !starts.has(start))
      .map((key) => ({ key, group: 1 })),
  ]
    .map(({ key: { start, end, name }, group }) => ({ start, end, group, name }))
    .toSorted((one, other) => one.start - other.start);
  const groups = [properties, variables].map((names) => new Map(names.map((name, at) => [name, at])));
  const indexes = places.map(({ group, name }) => ({ group, index: groups[group]?.get(name) ?? 0 }));
  const between = places.map(({ start }, at) => code.slice(places[at - 1]?.end ?? 0, start));
  const rest = code.slice(places.at(-1)?.end ?? 0);
  return bestOf([properties, variables], (chosen) => {
    const parts = indexes.map(({ group, index }, at) => `${between[at]}${chosen[group]?.[index]}`);
    return parts.join("") + rest;
  });
}

/** The smallest of many texts, each with two names of a group exchanged. */
function bestOf(
  groups: readonly (readonly string[])[],
  text: (chosen: readonly (readonly string[])[]) => string,
): string {
  const random = numberSequence();
  let best = groups;
  let size = gzippedSize(text(best));
  for (let tries = 0; tries < TRIES && groups.some(({ length }) => length > 1); tries += 1) {
    const at = random(groups.length);
    const names = best[at] ?? [];
    const [one, other] = [random(names.length), random(names.length)];
    if (one === other) continue;
    const tried = best.with(at, names.with(one, names[other] ?? "").with(other, names[one] ?? ""));
    const triedSize = gzippedSize(text(tried));
    if (triedSize > size) continue;
    best = tried;
    size = triedSize;
  }
  return text(best);
}

/** The names at the module's top level that mean the same wherever they are: nothing further in has such a name. */
function exchangeableVariables({ body }: Program, nodes: readonly AnyNode[]): string[] {
  const own: AnyNode[] = body.flatMap((statement): AnyNode | AnyNode[] =>
    statement.type === "VariableDeclaration" ? statement.declarations : [statement],
  );
  const top = own.flatMap((node) => ("id" in node && isIdentifier(node.id) ? node.id.name : []));
  const further = nodes.flatMap((node) => bindingsIn(node, own.includes(node)));
  const taken = new Set(further.map(({ name }) => name));
  return top.filter((name) => !taken.has(name));
}

/**
 * The identifiers of what a node binds, and those that are a key and a variable at once. Some too many are no harm.
 *
 * @param isOwn - whether the node's own name is one of the module's
 */
function bindingsIn(node: AnyNode, isOwn: boolean): Identifier[] {
  const bound: unknown[] = [
    "params" in node && node.params,
    "id" in node && !isOwn && node.id,
    "param" in node && node.param,
    "label" in node && node.label,
    "specifiers" in node && node.specifiers,
    node.type === "Property" && node.shorthand && node.key,
  ];
  return nodesIn(bound).filter(isIdentifier);
}

/** The name by which a node reads, writes or defines a property, if it does. */
function propertyNameIn(node: AnyNode): Identifier[] {
  const key = node.type === "MemberExpression" ? node.property : "key" in node ? node.key : null;
  const isComputed = "computed" in node && node.computed;
  return isIdentifier(key) && !isComputed ? [key] : [];
}

function isIdentifier(node: AnyNode | null | undefined): node is Identifier {
  return node?.type === "Identifier";
}

function gzippedSize(text: string): number {
  return Bun.gzipSync(new TextEncoder().encode(text), { level: LEVEL }).length;
}
