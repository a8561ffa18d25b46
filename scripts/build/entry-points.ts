/** A page, with everything it loads, and the name it is served under. */
export interface Page {
  entry: string;
  file: string;
  /** Loaded by strangers on their phones: one script, and made as small as can be. */
  isMinified: boolean;
  /** A tab of it stays open for days: the page says which build it is of, so that it can be told of a newer one. */
  saysBuild: boolean;
}

/** The pages of the product: the agents' app, the widget's frame, and a page to try the widget on. */
export const PAGES: readonly Page[] = [
  { entry: "src/client/index.html", file: "app.html", isMinified: false, saysBuild: true },
  { entry: "src/widget/index.html", file: "widget.html", isMinified: true, saysBuild: false },
  { entry: "src/widget/demo/index.html", file: "demo.html", isMinified: false, saysBuild: false },
];

/** What a customer's page loads: one classic script under one address for ever. */
export const LOADER = { entry: "src/widget/loader/loader.ts", file: "widget.js" } as const;

/** Where files lie whose name holds their hash, in the build and under the server's address alike. */
export const HASHED_FOLDER = "assets";
