import { type AnyNode, type Identifier, parse, type Program } from "acorn";
import { nodesIn } from "./nodes-in.ts";
import { numberSequence } from "./number-sequence.ts";
import { isIdentifier, propertyNameIn } from "./property-names.ts";

/** Twice as many gain little. */
const TRIES = 16_000;
const LEVEL = 9;

/** A module with exchanged names, and what the properties are called now that had a name before. */
export interface Renamed {
  code: string;
  properties: ReadonlyMap<string, string>;
}

/**
 * Exchanges the names of shortened properties with each other, and those of the module's own variables and functions,
 * so that a minified module compresses better: which name stands beside which makes a difference, and nobody else reads
 * them. Takes some seconds; the same module gives the same names.
 *
 * @param properties - the names that shortened properties got, and that no other property has
 */
export function chooseNames(code: string, properties: readonly string[]): Renamed {
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
  const textOf: Text = (chosen) => {
    const parts = indexes.map(({ group, index }, at) => `${between[at]}${chosen[group]?.[index]}`);
    return parts.join("") + rest;
  };
  const best = bestOf([properties, variables], textOf);
  return {
    code: textOf(best),
    properties: new Map(properties.map((name, at) => [name, best[0]?.[at] ?? name])),
  };
}

/** The module's text with these names of its properties and variables. */
type Text = (chosen: readonly (readonly string[])[]) => string;

/** The names of the smallest of many texts, each with two names of a group exchanged. */
function bestOf(groups: readonly (readonly string[])[], text: Text): readonly (readonly string[])[] {
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
  return best;
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

function gzippedSize(text: string): number {
  return Bun.gzipSync(new TextEncoder().encode(text), { level: LEVEL }).length;
}
