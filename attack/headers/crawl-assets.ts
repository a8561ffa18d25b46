import type { Kind } from "./expected-headers.ts";

const START = 0;
/** An upper bound that no build reaches. */
const MOST = 500;
/** URLs in a page, a script or a style sheet. */
const REFERENCE = /(?:src|href)="([^"#?]+)"|["'(](\/?(?:\.\/)?[\w./-]+\.(?:js|css|svg|woff2|html))["')]/g;

/** A file that pages refer to. */
export interface CrawledFile {
  path: string;
  kind: Kind;
  body: string;
}

/** Follows the references of pages, scripts and style sheets, starting at these paths. */
export async function crawlAssets(origin: string, from: readonly string[]): Promise<CrawledFile[]> {
  const queue = [...from];
  const seen = new Set(queue);
  const found: CrawledFile[] = [];
  for (let at = START; at < queue.length && at < MOST; at += 1) {
    const path = queue[at] ?? "/";
    const response = await fetch(`${origin}${path}`, { redirect: "manual" });
    const body = await response.text();
    if (!response.ok) continue;
    if (!from.includes(path)) found.push({ path, kind: "file", body });
    for (const [, linked, named] of body.matchAll(REFERENCE)) {
      const url = new URL(linked ?? named ?? "/", `${origin}${path}`);
      if (url.origin !== origin || seen.has(url.pathname) || !url.pathname.startsWith("/assets/")) continue;
      seen.add(url.pathname);
      queue.push(url.pathname);
    }
  }
  return found;
}
