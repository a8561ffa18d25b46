import http from "node:http";
import type { AddressInfo } from "node:net";

/** A website on a different origin and site from the chat's. */
export interface EmbeddingSite extends AsyncDisposable {
  origin: string;
  /** Adds or replaces the page at this path. */
  put: (path: string, page: SitePage) => void;
}

export interface SitePage {
  html: string;
  headers?: Record<string, string>;
}

/** The nonce. A real page would generate one for every response. */
const NONCE = "r4nd0m";

/** Starts the website. `127.0.0.1` and `localhost` are two sites to a browser, so storage in the frame is partitioned. */
export async function startEmbeddingSite(): Promise<EmbeddingSite> {
  const pages = new Map<string, SitePage>();
  const server = http.createServer((request, response) => {
    const page = pages.get(request.url ?? "/");
    response.writeHead(page === undefined ? 404 : 200, {
      "content-type": "text/html; charset=utf-8",
      ...page?.headers,
    });
    response.end(page?.html ?? "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    put: (path, page) => void pages.set(path, page),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

interface Embed {
  chatUrl: string;
  widgetKey: string;
}

/** The embed code. */
export function scriptTag({ chatUrl, widgetKey }: Embed, attributes = ""): string {
  return `<script async src="${chatUrl}/widget.js" data-widget="${widgetKey}"${attributes}></script>`;
}

/** An ordinary shop page. */
export function plainPage(embed: Embed, { dir = "ltr", script = scriptTag(embed) } = {}): SitePage {
  return {
    html: `<!doctype html><html lang="en" dir="${dir}"><head><title>Fern &amp; Kettle</title>
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <style>body{font:16px/1.5 Georgia,serif;margin:40px;color:#2b2b2b;background:#f7f3ea}</style></head>
      <body><main><h1>Slow tea for fast days</h1>${"<p>Sencha, oolong, and a kettle that keeps its temperature.</p>".repeat(12)}
      <label>Search <input name="q"></label></main>${script}</body></html>`,
  };
}

/**
 * A page with a strict policy: scripts only by nonce, styles only from itself, no HTML from strings. It allows only
 * what the README says the chat needs: the script's nonce or host, `frame-src` and `connect-src`.
 */
export function strictPage(embed: Embed): SitePage {
  const { chatUrl } = embed;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
    `connect-src 'self' ${chatUrl}`,
    `frame-src ${chatUrl}`,
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    html: `<!doctype html><html lang="en"><head><title>Strict</title></head><body><main><h1>Strict</h1></main>
      <script nonce="${NONCE}">
        window.violations = [];
        document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
      </script>${scriptTag(embed, ` nonce="${NONCE}"`)}</body></html>`,
    headers: { "content-security-policy": policy.join("; ") },
  };
}

/** A page whose styles affect everything and whose scripts record and cancel every key event. */
export function hostilePage(embed: Embed): SitePage {
  return {
    html: `<!doctype html><html lang="en" dir="rtl" style="font-size:40px"><head><title>Hostile</title><style>
      *{color:#f0f!important;font:900 40px/3 Impact!important;text-transform:uppercase!important;letter-spacing:9px!important;
        box-sizing:content-box!important;animation:none!important}
      div,button,iframe{transform:rotate(7deg)!important;opacity:.3!important;display:inline!important;position:static!important;
        width:33px!important;height:33px!important;pointer-events:none!important;visibility:hidden!important;border:9px solid lime!important}
      body>*{zoom:3}</style></head>
      <body><main><h1>Hostile</h1></main><script>
        window.recorded = [];
        for (const kind of ["keydown", "keypress", "keyup", "beforeinput", "input", "paste"])
          addEventListener(kind, (event) => { window.recorded.push(kind + ":" + (event.key ?? event.data ?? "")); event.preventDefault(); event.stopImmediatePropagation(); }, true);
        Array.prototype.toJSON = () => "broken";
        Element.prototype.attachShadow = new Proxy(Element.prototype.attachShadow, { apply: (f, self, args) => (window.roots ??= []).push(Reflect.apply(f, self, args)) && window.roots.at(-1) });
      </script>${scriptTag(embed)}</body></html>`,
  };
}
