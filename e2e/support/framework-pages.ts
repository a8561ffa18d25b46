import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SitePage } from "./embedding-site.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string) =>
  readFileSync(join(ROOT, "node_modules", file), "utf8").replaceAll("</script", "<\\/script");

/** Scripts of frameworks, as a page would load them. */
export const frameworkScripts = {
  react18: () =>
    `${read("react-18/umd/react.production.min.js")};${read("react-dom-18/umd/react-dom.production.min.js")};
     const { createElement, hydrateRoot, useState } = Object.assign({}, React, ReactDOM);`,
  react19: () => bundleReact19(),
  turbo: () => read("@hotwired/turbo/dist/turbo.es2017-umd.js"),
};

/** Bundles React 19, which has no file for a script tag. */
function bundleReact19(): string {
  const folder = mkdtempSync(join(ROOT, "node_modules/.react-19-"));
  try {
    const entry = join(folder, "entry.js");
    writeFileSync(
      entry,
      `import { createElement, useState } from "react"; import { hydrateRoot } from "react-dom/client";
       Object.assign(globalThis, { createElement, useState, hydrateRoot });`,
    );
    const define = 'process.env.NODE_ENV="production"';
    const { stdout } = spawnSync("bun", ["build", entry, "--minify", "--format=iife", `--define=${define}`]);
    return stdout.toString().replaceAll("</script", "<\\/script");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * A page whose whole document is hydrated, once the bubble is there. `window.errors` has what React reports,
 * `window.isKept` says whether it kept the server's elements.
 */
export function hydratedPage(framework: string, script: string): SitePage {
  const [, src = "", key = ""] = /src="([^"]+)" data-widget="([^"]+)"/.exec(script) ?? [];
  return {
    html: `<!DOCTYPE html><html lang="en"><head><title>Shop</title>${script.replace("<script async", '<script async=""').replace("></script>", "></script>")}</head><body><main id="shop"><h1>Shop</h1><button id="count">0</button></main></body></html>`.replace(
      "</body>",
      `<script>${framework};
        window.errors = [];
        const main = document.querySelector("#shop");
        window.hydrate = () => {
          for (const own of document.querySelectorAll("body > script")) own.remove();
          const e = createElement;
          function Counter() { const [n, set] = useState(0); return e("button", { id: "count", onClick: () => set(n + 1) }, String(n)); }
          hydrateRoot(document, e("html", { lang: "en" },
            e("head", null, e("title", null, "Shop"), e("script", { async: true, src: "${src}", "data-widget": "${key}" })),
            e("body", null, e("main", { id: "shop" }, e("h1", null, "Shop"), e(Counter)))),
            { onRecoverableError: (error) => window.errors.push(String(error)) });
        };
        window.isKept = () => main.isConnected && document.querySelector("#shop") === main;
      </script></body>`,
    ),
  };
}
