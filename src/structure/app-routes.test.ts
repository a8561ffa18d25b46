import { expect, test } from "bun:test";
import { join, resolve } from "node:path";
import { APP_ROUTES } from "#server/http/pages/page-paths.ts";
import { advice, expectListed } from "../../test/advice.ts";

const ROOT = resolve(import.meta.dir, "../..");

const SERVE = advice`The server answers a reload of these with 404, or serves a page that is not there: APP_ROUTES in ${"src/server/http/pages/page-paths.ts"} names what ${"src/client/app/routes.tsx"} routes.`;

/** What the server has to serve for the routes in a text: `/inbox/:customerId?` is `/inbox` and `/inbox/*`. */
function servedFor(text: string): string[] {
  return [...text.matchAll(/<Route path="(\/[^"]+)"/g)].flatMap(([, path = ""]) => {
    const [fixed = "", parameter] = path.split("/:");
    if (parameter === undefined) return [path];
    return parameter.endsWith("?") ? [fixed, `${fixed}/*`] : [`${fixed}/*`];
  });
}

test("every address of the app can be reloaded", async () => {
  const routes = await Bun.file(join(ROOT, "src/client/app/routes.tsx")).text();

  expectListed({ found: servedFor(routes), listed: APP_ROUTES, fix: SERVE });
});

test("an address with a parameter is served below its folder", () => {
  const text =
    '<Route path="/"> <Route path="/login" /> <Route path="/invite/:token"> <Route path="/help/:page?">';

  expect(servedFor(text)).toEqual(["/login", "/invite/*", "/help", "/help/*"]);
});
