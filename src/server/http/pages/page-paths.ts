/** The prebuilt pages, by their paths in the manifest. They are served under other addresses, by routes. */
export const PAGES = {
  app: "/app.html",
  widget: "/widget.html",
  demo: "/demo.html",
} as const;

/** The loader, which customers' pages name in their script tag. */
export const LOADER_PATH = "/widget.js";

/** The addresses of the agents' app: one page, whose own router takes over. */
export const APP_ROUTES = [
  "/setup",
  "/login",
  "/invite/*",
  "/inbox",
  "/inbox/*",
  "/settings",
  "/settings/*",
] as const;
