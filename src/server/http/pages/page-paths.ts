/** The prebuilt pages, by their paths in the manifest. Routes serve them under other paths. */
export const PAGES = {
  app: "/app.html",
  widget: "/widget.html",
  demo: "/demo.html",
} as const;

/** The path of the loader, which customers' pages load with a script tag. */
export const LOADER_PATH = "/widget.js";

/** The paths of the agents' app, which is one page with a router of its own. */
export const APP_ROUTES = [
  "/setup",
  "/login",
  "/invite/*",
  "/reset",
  "/c/*",
  "/inbox",
  "/inbox/*",
  "/settings",
  "/settings/*",
] as const;
