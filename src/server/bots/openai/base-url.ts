const COMPLETIONS = "/chat/completions";

/**
 * The base of the URLs a model client calls, from what an admin typed: `https://host/v1`, the same with a
 * slash at the end, or the whole `https://host/v1/chat/completions`. A query is kept separately, as some
 * servers expect a version there.
 *
 * `null` when it is no http(s) URL.
 */
export function parseBaseUrl(typed: string): BaseUrl | null {
  const text = typed.trim();
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  const query = Object.fromEntries(url.searchParams);
  const path = withoutEnd(url.pathname.replace(/\/+$/, ""), COMPLETIONS).replace(/\/+$/, "");
  url.search = "";
  url.pathname = path;
  const base = url.href.replace(/\/$/, "");
  return { base, query };
}

export interface BaseUrl {
  /** The base without a slash at the end. */
  base: string;
  query: Record<string, string>;
}

/** The URL a question is sent to, as shown to the admin: without a user name, a password or a fragment. */
export function calledAddress({ base, query }: BaseUrl): string {
  const url = new URL(base + COMPLETIONS);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  url.username = "";
  url.password = "";
  url.hash = "";
  return url.href;
}

function withoutEnd(path: string, end: string): string {
  return path.endsWith(end) ? path.slice(0, -end.length) : path;
}
