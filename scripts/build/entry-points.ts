/** A page, everything it loads, and the name under which it is served. */
export interface Page {
  entry: string;
  file: string;
  /** Whether customers load it on their phones: one script, minified as far as possible. */
  isMinified: boolean;
  /** Whether the page names its build, so that a tab that stays open for days can detect a newer one. */
  saysBuild: boolean;
}

/** The pages of the product: the agents' app, the widget's frame, and a page to try the widget on. */
export const PAGES: readonly Page[] = [
  { entry: "src/client/index.html", file: "app.html", isMinified: false, saysBuild: true },
  { entry: "src/widget/index.html", file: "widget.html", isMinified: true, saysBuild: false },
  { entry: "src/widget/demo/index.html", file: "demo.html", isMinified: false, saysBuild: false },
];

/** The script that a customer's page loads: one classic script under one fixed URL. */
export const LOADER = { entry: "src/widget/loader/loader.ts", file: "widget.js" } as const;

/** The folder of files whose names contain their hash, in the build and in the server's paths. */
export const HASHED_FOLDER = "assets";
