import { type Node, parseSync, type SwitchStatement } from "oxc-parser";
import { site, sitesOfNode } from "./alternatives-of.ts";
import type { MutationSite } from "./mutation-site.ts";

/** Nodes of TypeScript that wrap a value; all others are types, and have no effect at run time. */
const WRAPPERS = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSInstantiationExpression",
]);
const WITHOUT_VALUES = new Set(["ImportDeclaration", "ExportAllDeclaration", "JSXAttribute", "JSXText"]);

/**
 * Lists every place of a source file that can be changed so that the program behaves differently: operators,
 * constants, conditions, and statements that can be left out. Types, imports, names of properties and texts for people
 * are not among them.
 *
 * @throws Error if the file cannot be parsed
 */
export function mutationSites(file: string, text: string): MutationSite[] {
  const { program, errors } = parseSync(file, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const inert = inertPlaces(program, text);
  return sitesInside(program, text).filter(
    ({ start, alternatives }) => alternatives.length > 0 && !inert.has(start),
  );
}

/** Whether the text is still a program. */
export function isProgram(file: string, text: string): boolean {
  return parseSync(file, text).errors.length === 0;
}

function sitesInside(node: Node, text: string): MutationSite[] {
  if (WITHOUT_VALUES.has(node.type) || isConsoleCall(node)) return [];
  const inside = childrenOf(node).flatMap((child) => sitesInside(child, text));
  return [...sitesOfNode(node, text), ...sitesOfStatement(node), ...inside];
}

/** The nodes inside whose code runs. */
function childrenOf(node: Node): Node[] {
  if (WRAPPERS.has(node.type) && "expression" in node)
    return isNode(node.expression) ? [node.expression] : [];
  if (node.type.startsWith("TS")) return [];
  const values = Object.entries(node).filter(([key]) => !isPassedOver(node, key));
  return values.flatMap(([, value]) => (Array.isArray(value) ? value : [value])).filter(isNode);
}

function isPassedOver(node: Node, key: string): boolean {
  if (key === "source" || key === "directive") return true;
  if (key === "key") return !("computed" in node && node.computed);
  if (key === "quasi") return false;
  return node.type === "ExpressionStatement" && "directive" in node && node.directive !== null;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/**
 * The offsets of the labels of a `switch` that lead to the same `return` as the statements after it, and of that
 * `return` at its end. The compiler wants them, so that no kind is forgotten; without them the same happens.
 */
function inertPlaces(node: Node, text: string): Set<number> {
  const found = childrenOf(node).flatMap((child) => [...inertPlaces(child, text)]);
  if (node.type !== "BlockStatement") return new Set(found);
  for (const [at, statement] of node.body.entries()) {
    if (statement.type !== "SwitchStatement") continue;
    const next = node.body.slice(at + 1).find((other) => !isCheckOfTypes(other));
    if (next?.type === "ReturnStatement") found.push(...labelsOf(statement, textOf(next, text), text));
  }
  return new Set(found);
}

/** Whether it is a statement like `fact satisfies never;`, which does nothing. */
function isCheckOfTypes(statement: Node): boolean {
  return statement.type === "ExpressionStatement" && statement.expression.type === "TSSatisfiesExpression";
}

/** The offsets of the labels whose statements are `body`, and of those statements if they are the last. */
function labelsOf({ cases }: SwitchStatement, body: string, text: string): number[] {
  return cases.flatMap(({ test, consequent }, at) => {
    const reached = cases.slice(at).find((later) => later.consequent.length > 0)?.consequent ?? [];
    const isSame = reached.map((statement) => textOf(statement, text)).join("\n") === body;
    if (!isSame) return [];
    const last = at === cases.length - 1 ? consequent : [];
    return [test, ...last].flatMap((inert) => (inert === null ? [] : [inert.start]));
  });
}

function textOf({ start, end }: Node, text: string): string {
  return text.slice(start, end);
}

function isConsoleCall(node: Node): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  return node.callee.object.type === "Identifier" && node.callee.object.name === "console";
}

/** Leaves out calls, assignments, and what returns early; a function that ends with a value returns none. */
function sitesOfStatement(node: Node): MutationSite[] {
  if (node.type === "ExpressionStatement") return isDroppable(node.expression) ? [site(node, ";")] : [];
  if (node.type === "ThrowStatement") return [site(node, ";")];
  if (node.type === "IfStatement") {
    return [node.consequent, node.alternate].flatMap((branch) =>
      branch === null ? [] : earlyReturns(branch),
    );
  }
  if (node.type === "SwitchCase") return node.consequent.flatMap((statement) => earlyReturns(statement));
  if (!("body" in node) || !isNode(node.body) || node.body.type !== "BlockStatement") return [];
  if (!/Function|Method/.test(node.type)) return [];
  const last = node.body.body.at(-1);
  if (last?.type !== "ReturnStatement" || last.argument === null) return [];
  return [site(last, "return;")];
}

function earlyReturns(branch: Node): MutationSite[] {
  if (branch.type === "ReturnStatement") return [site(branch, ";")];
  if (branch.type !== "BlockStatement") return [];
  return branch.body
    .filter(({ type }) => type === "ReturnStatement")
    .map((statement) => site(statement, ";"));
}

function isDroppable(expression: Node): boolean {
  if (expression.type === "AwaitExpression" || expression.type === "ChainExpression") {
    return isDroppable(expression.type === "AwaitExpression" ? expression.argument : expression.expression);
  }
  if (expression.type === "UnaryExpression" && expression.operator === "void")
    return isDroppable(expression.argument);
  if (expression.type === "AssignmentExpression") return true;
  return (
    expression.type === "CallExpression" && expression.callee.type !== "Super" && !isConsoleCall(expression)
  );
}
