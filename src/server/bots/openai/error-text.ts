const DEPTH_MAX = 6;
/** Where servers repeat what they were sent: a customer's words must not decide what an error means. */
const ECHOED: ReadonlySet<string> = new Set([
  "input",
  "body",
  "request",
  "messages",
  "prompt",
  "content",
  "headers",
  "url",
]);

/** What a page does not show. */
const HIDDEN = /<(script|style)\b[^]*?<\/\1>|<[^>]*>/gi;

/**
 * The words of an error, one a line, from JSON of any shape, a page or plain text, without what only repeats the request.
 */
export function errorTextOf(body: string): string {
  try {
    return wordsOf(JSON.parse(body), DEPTH_MAX).join("\n");
  } catch {
    return body.replaceAll(HIDDEN, " ");
  }
}

function wordsOf(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [unwrap(value, depth)];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null || depth === 0) return [];
  if (Array.isArray(value)) {
    // The path of a field, as in `["body", "messages", 0, "role"]`.
    const isPath = value.every((part) => typeof part === "string" || typeof part === "number");
    return isPath ? [value.join(".")] : value.flatMap((part) => wordsOf(part, depth - 1));
  }
  return Object.entries(value).flatMap(([name, inner]) =>
    ECHOED.has(name) ? [] : wordsOf(inner, depth - 1),
  );
}

/** Gateways put another server's error into theirs, as a text. */
function unwrap(text: string, depth: number): string {
  return depth > 0 && text.trimStart().startsWith("{") ? errorTextOf(text) : text;
}
