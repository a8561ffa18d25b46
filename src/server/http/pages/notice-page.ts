import { createHash } from "node:crypto";
import { notices } from "#locales/en/notices.ts";
import { textResponse } from "../security/responses.ts";

interface Link {
  /** An address of our own; empty for the same page again. */
  href: string;
  label: string;
}

/** What a notice says: one sentence, and the next step if a link can take it. */
export interface Notice {
  status: number;
  /** For clients that do not ask for a page. */
  plain: string;
  title: string;
  text: string;
  link: Link | null;
}

/** Looks like the sign-in card. It is part of the page, which has to work when nothing else does. */
const STYLE = `
:root{color-scheme:light dark;--canvas:oklch(.975 .004 215);--surface:oklch(1 0 0);--line:oklch(.905 .008 215);--ink:oklch(.235 .022 225);--ink-2:oklch(.425 .022 220);--accent:oklch(.455 .077 205)}
@media (prefers-color-scheme:dark){:root{--canvas:oklch(.165 .01 225);--surface:oklch(.205 .012 225);--line:oklch(.325 .014 225);--ink:oklch(.955 .006 215);--ink-2:oklch(.8 .012 215);--accent:oklch(.81 .1 200)}}
body{margin:0;min-height:100dvh;display:grid;place-items:center;background:var(--canvas);color:var(--ink);font:.875rem/1.25rem system-ui,sans-serif}
main{box-sizing:border-box;width:min(24rem,100% - 2rem);display:grid;gap:1.25rem;padding:1.5rem;border:1px solid var(--line);border-radius:16px;background:var(--surface);overflow-wrap:anywhere}
p,h1{margin:0}
h1{font-size:1.25rem;line-height:1.75rem;font-weight:600}
.product,a{color:var(--accent);font-weight:600}
.text{color:var(--ink-2);margin-top:.25rem}
`;

/** The only source of styles that the policy of a notice allows. */
export const NOTICE_STYLE = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

/** Whether a client asks for a page, as browsers do when people open an address. */
function wantsPage({ method, headers }: Request): boolean {
  return ["GET", "HEAD"].includes(method) && headers.get("accept")?.includes("text/html") === true;
}

/** A notice as a page with these headers for people, as plain text without headers for programs. */
export function noticeResponse(request: Request, notice: Notice, headers: Record<string, string>): Response {
  if (!wantsPage(request)) return textResponse(notice.status, notice.plain);
  return new Response(request.method === "HEAD" ? null : noticePage(notice), {
    status: notice.status,
    headers: { ...headers, "content-type": "text/html; charset=utf-8", vary: "accept" },
  });
}

/**
 * The page of a notice, in one file without scripts.
 *
 * @param againAfter - the seconds after which the browser asks again by itself; `null` if only people do
 */
export function noticePage({ title, text, link }: Notice, againAfter: number | null = null): string {
  const again = againAfter === null ? "" : `\n    <meta http-equiv="refresh" content="${againAfter}" />`;
  const next = link === null ? "" : `\n      <p><a href="${link.href}">${link.label}</a></p>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />${again}
    <title>${title} · ${notices.product}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <p class="product" translate="no">${notices.product}</p>
      <div>
        <h1>${title}</h1>
        <p class="text">${text}</p>
      </div>${next}
    </main>
  </body>
</html>
`;
}
