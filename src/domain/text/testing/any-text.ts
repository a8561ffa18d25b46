import fc from "fast-check";

const TOKENS = (
  "* ** _ __ ` `` ``` ```` ~~~ [ ] ]( ) ( ! \\ | # > 5 [1]: --- js \\* javascript: https://x.y https://x.y/a " +
  "www.z.example mailto: a@b.example @ // . <b> &lt; a é e\u0301 𝒳 名前 。 שלום ، 👨‍👩‍👧 क्षि \u200B"
).split(" ");
const WITH_BLANKS = [
  "\n",
  "\n\n",
  " ",
  "    ",
  "\t",
  "- ",
  "* ",
  "+ ",
  "1. ",
  "2) ",
  "88734. ",
  "\r",
  "\u2028",
  "\u2029",
];

/** Text made of what is most likely to confuse a parser of Markdown or of addresses. */
export const thornyText = fc
  .array(fc.constantFrom(...TOKENS, ...WITH_BLANKS), { maxLength: 60 })
  .map((pieces) => pieces.join(""));

/** Text in many scripts. */
export const anyText = fc.string({ unit: "binary", maxLength: 200 }).map((text) => text.toWellFormed());

/** Marks that are shown as what they mean: as a style, a bullet, the number of an item or a link. */
const MARKS = /[\s*_`[\]()\-+.]/u;

/** The signs of a text, in the order in which they first miss, that are not as often in what is shown of it. */
export function missingSigns(source: string, shown: string): string[] {
  const left = new Map<string, number>();
  for (const sign of shown) left.set(sign, (left.get(sign) ?? 0) + 1);
  return Array.from(source).filter((sign) => {
    const count = left.get(sign) ?? 0;
    left.set(sign, count - 1);
    return count <= 0 && !MARKS.test(sign);
  });
}
