/** A page, with everything it loads, and the name it is served under. */
export interface Page {
  entry: string;
  file: string;
  /** Loaded by customers on their phones: one script, minified as far as possible. */
  isMinified: boolean;
  /** A tab of it stays open for days: the page names its build, so that it can detect a newer one. */
  saysBuild: boolean;
}

/** The pages of the product: the agents' app, the widget's frame, and a page to try the widget on. */
export const PAGES: readonly Page[] = [
  { entry: "src/client/index.html", file: "app.html", isMinified: false, saysBuild: true },
  { entry: "src/widget/index.html", file: "widget.html", isMinified: true, saysBuild: false },
  { entry: "src/widget/demo/index.html", file: "demo.html", isMinified: false, saysBuild: false },
];

/** What a customer's page loads: one classic script under one fixed URL. */
export const LOADER = { entry: "src/widget/loader/loader.ts", file: "widget.js" } as const;

/** The folder of files whose name holds their hash, both in the build and in the server's paths. */
export const HASHED_FOLDER = "assets";
