import type {
  AssignmentExpression,
  BinaryExpression,
  LogicalExpression,
  Node,
  PrivateInExpression,
  UnaryExpression,
  UpdateExpression,
} from "oxc-parser";
import type { MutationSite } from "./mutation-site.ts";

const TURNED: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "&": "|",
  "|": "&",
  "<<": ">>",
  ">>": "<<",
  ">>>": "<<",
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
};

/** Methods whose opposite takes the same arguments. */
const OPPOSITES: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  startsWith: "endsWith",
  endsWith: "startsWith",
};

/**
 * Lists the changes of one node of the syntax tree, not those of the nodes inside. A text that contains a space is
 * for people, and is left as it is.
 */
export function sitesOfNode(node: Node, text: string): MutationSite[] {
  if (node.type === "BinaryExpression" || node.type === "AssignmentExpression")
    return turnedOperator(node, text);
  if (node.type === "LogicalExpression") return turnedLogic(node, text);
  if (node.type === "UnaryExpression") return droppedSign(node, text);
  if (node.type === "UpdateExpression") return turnedStep(node, text);
  if (node.type === "Literal") return otherConstant(node);
  if (node.type === "TemplateLiteral")
    return otherText(node, node.quasis.map(({ value }) => value.raw).join("$"));
  if (node.type === "IfStatement" || node.type === "ConditionalExpression")
    return [site(node.test, "true", "false")];
  if (node.type === "WhileStatement") return [site(node.test, "false")];
  if (node.type === "CallExpression") return requiredStep(node.optional, node.callee, text);
  if (node.type !== "MemberExpression") return [];
  return [...oppositeMethod(node.property), ...requiredStep(node.optional, node.object, text)];
}

/** A place with what can stand there instead. */
export function site(
  { start, end }: { start: number; end: number },
  ...alternatives: string[]
): MutationSite {
  return { start, end, alternatives };
}

function turnedOperator(
  node: BinaryExpression | PrivateInExpression | AssignmentExpression,
  text: string,
): MutationSite[] {
  const turned = TURNED[node.operator];
  const isConcatenation = node.operator.startsWith("+") && (isText(node.left) || isText(node.right));
  if (turned === undefined || isConcatenation) return [];
  const start = text.indexOf(node.operator, node.left.end);
  return [site({ start, end: start + node.operator.length }, turned)];
}

function isText({ type, ...node }: Node): boolean {
  return (
    type === "TemplateLiteral" || (type === "Literal" && "value" in node && typeof node.value === "string")
  );
}

function turnedLogic(node: LogicalExpression, text: string): MutationSite[] {
  const sides = [node.left, node.right].map(({ start, end }) => text.slice(start, end));
  const joined = (operator: string) => sides.map((side) => `(${side})`).join(` ${operator} `);
  if (node.operator !== "??") return [site(node, `(${joined(node.operator === "&&" ? "||" : "&&")})`)];
  return [site(node, `(${joined("&&")})`)];
}

function turnedStep(node: UpdateExpression, text: string): MutationSite[] {
  const turned = node.operator === "++" ? "--" : "++";
  return [site(node, text.slice(node.start, node.end).replace(node.operator, turned))];
}

function droppedSign(node: UnaryExpression, text: string): MutationSite[] {
  if (!["!", "-"].includes(node.operator)) return [];
  return [site(node, text.slice(node.argument.start, node.argument.end))];
}

function otherConstant(node: Node & { type: "Literal" }): MutationSite[] {
  if (typeof node.value === "boolean") return [site(node, String(!node.value))];
  if (typeof node.value === "number") return [site(node, ...otherNumbers(node.value))];
  return typeof node.value === "string" ? otherText(node, node.value) : [];
}

function otherNumbers(value: number): string[] {
  if (value === 0) return ["1"];
  return value === 1 ? ["0", "2"] : [value + 1, value - 1, 0].map(String);
}

function otherText(node: Node, value: string): MutationSite[] {
  if (/\s/.test(value)) return [];
  return [site(node, value === "" ? '"mutant"' : '""')];
}

function oppositeMethod(property: Node): MutationSite[] {
  if (property.type !== "Identifier") return [];
  const opposite = OPPOSITES[property.name];
  return opposite === undefined ? [] : [site(property, opposite)];
}

/** Takes the question mark from `a?.b`, `a?.[b]` and `a?.(b)`. */
function requiredStep(isOptional: boolean, object: Node, text: string): MutationSite[] {
  if (!isOptional) return [];
  const start = text.indexOf("?.", object.end);
  const end = start + "?.".length;
  return [site({ start, end }, /[[(<]/.test(text.charAt(end)) ? "" : ".")];
}
