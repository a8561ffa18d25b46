import { type AnyNode, type ClassBody, parse, type PrivateIdentifier } from "acorn";
import { nodesIn } from "./nodes-in.ts";

const LETTERS = Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

/**
 * Makes the private members of a minified module's classes public, under names that no member of their class has:
 * `this.#t` takes a sign more than `this.t`, hundreds of times. The compiler has seen before that nobody else uses
 * them.
 */
export function shortenPrivateNames(code: string): string {
  const module = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const renamed = nodesIn(module).filter(isClassBody).flatMap(renamePrivateNames);
  let shorter = code;
  for (const { start, end, to } of renamed.toSorted((one, other) => other.start - one.start)) {
    // `async#t` and `get#t` need no blank, `async t` does.
    const blank = /\w/.test(shorter.charAt(start - 1)) ? " " : "";
    shorter = shorter.slice(0, start) + blank + to + shorter.slice(end);
  }
  return shorter;
}

function renamePrivateNames(body: ClassBody): { start: number; end: number; to: string }[] {
  const keys = body.body.flatMap((member) => ("key" in member ? member.key : []));
  const taken = new Set(keys.flatMap((key) => (key.type === "Identifier" ? key.name : [])));
  const names = new Map<string, string>();
  return nodesIn(body)
    .filter(isPrivateName)
    .map(({ start, end, name }) => {
      const to = names.get(name) ?? [name, ...LETTERS].find((letter) => !taken.has(letter)) ?? `_${name}`;
      names.set(name, to);
      taken.add(to);
      return { start, end, to };
    });
}

function isClassBody(node: AnyNode): node is ClassBody {
  return node.type === "ClassBody";
}

function isPrivateName(node: AnyNode): node is PrivateIdentifier {
  return node.type === "PrivateIdentifier";
}
