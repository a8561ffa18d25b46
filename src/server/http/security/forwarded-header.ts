/**
 * `name=value` and what follows it: RFC 7239 §4, and what proxies write beyond it, an address with a port, or an IPv6
 * one, without quotes.
 */
const PAIR = /^[ \t]*(?:([!#$%&'*+.^_`|~\w-]+)=("(?:[^"\\]|\\.)*"|[^\s";,]*))?[ \t]*([;,]|$)/;

/**
 * Whom each proxy names as its client in `Forwarded` (RFC 7239), the outermost first: the value of `for`, or `null` in an
 * entry without one. Empty entries are left out (RFC 9110 §5.6.1.2).
 *
 * A caller can send the beginning of this header, so an unfinished quotation could swallow what our proxy appended:
 * whatever is not well-formed is not read at all.
 *
 * @returns `null` for a header that is not well-formed
 */
export function forwardedClients(header: string): (string | null)[] | null {
  const clients: (string | null)[] = [];
  let entry = new Map<string, string>();
  for (let rest = header; ;) {
    const [whole, name, value = "", end] = PAIR.exec(rest) ?? [];
    if (whole === undefined) return null;
    rest = rest.slice(whole.length);
    if (name !== undefined) {
      // Named twice, it says two things.
      if (entry.has(name.toLowerCase())) return null;
      entry.set(name.toLowerCase(), value);
    }
    if (end === ";") continue;
    if (entry.size > 0) clients.push(clientIn(entry));
    if (end === "") return clients;
    entry = new Map();
  }
}

function clientIn(entry: ReadonlyMap<string, string>): string | null {
  const value = entry.get("for");
  if (value === undefined) return null;
  return value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
}
