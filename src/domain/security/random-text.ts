/** More says nothing new about how a text was made, and a long random one repeats pieces by chance. */
const LOOKED_AT_LENGTH = 128;
/** Even 22 random digits have fewer in one of ten thousand cases only. */
const DISTINCT_MIN = 6;
const PIECE_LENGTH = 3;
/** Of all pieces; a word that is there twice has less, random text nearly all. */
const DISTINCT_PIECES_MIN = 2 / 3;
/** Of all neighbouring characters; random letters have a tenth, random digits a third. */
const PREDICTABLE_MAX = 0.7;
/** What hands type when they are asked for anything: alphabets and rows of keys, forwards and backwards. */
const ROWS: readonly string[] = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
];
/**
 * What guides and templates write where a secret belongs; the path of the file that has it; and the MD5, SHA-1 and SHA-256 of
 * nothing, which is what is left of a command that failed before its hash was made.
 */
const PLACEHOLDER =
  /change.?(?:me|this|it)|example|place.?holder|your.?(?:own.?)?(?:secret|key|token|password)|(?:insert|replace).?(?:me|this|with|your)|(?:super|top|very|not.?so).?secret|secret.?(?:here|key|goes)|^\$[({].*[)}]$|^<.*>$|^@?\/run\/secrets\/|^(?:d41d8cd98f00b204e9800998ecf8427e|da39a3ee5e6b4b0d3255bfef95601890afd80709|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855)$/i;

/** Whether a text only stands where a secret belongs. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/**
 * Whether a text may have been made by a random generator: not a word said several times, not a row of keys. It cannot
 * tell how random it is; a sentence passes.
 */
export function looksRandom(text: string): boolean {
  const characters = Array.from(text.toLowerCase().slice(0, LOOKED_AT_LENGTH));
  if (new Set(characters).size < DISTINCT_MIN) return false;
  const pieces = characters
    .slice(PIECE_LENGTH - 1)
    .map((_, at) => characters.slice(at, at + PIECE_LENGTH).join(""));
  if (new Set(pieces).size < pieces.length * DISTINCT_PIECES_MIN) return false;
  const pairs = characters.slice(1).map((next, at) => `${characters[at]}${next}`);
  return pairs.filter(isPredictable).length <= pairs.length * PREDICTABLE_MAX;
}

function isPredictable(pair: string): boolean {
  const [one = "", other = ""] = pair;
  return one === other || ROWS.some((row) => row.includes(pair) || row.includes(other + one));
}
