import { WIDGET_LANGUAGES } from "#locales/widget-languages.ts";

/** A page, everything it loads, and the name under which it is served. */
export interface Page {
  entry: string;
  file: string;
  /** The language of its texts; `null` for a page that is in English only. */
  language: string | null;
  /** A script that the page loads when it needs it, and that shares no module with the others; `null` for none. */
  later: string | null;
  /** Whether customers load it on their phones: one script, minified as far as possible. */
  isMinified: boolean;
  /** Whether the page names its build, so that a tab that stays open for days can detect a newer one. */
  saysBuild: boolean;
}

/** The script that customers' pages load, in one language. */
export interface Loader {
  entry: string;
  file: string;
  language: string;
}

/** Loaded by every customer's page, and by our own demo page, under one fixed URL. */
export const LOADER_FILE = "widget.js";

/** What the widget's files are built in. */
const LANGUAGES: readonly string[] = WIDGET_LANGUAGES.map(({ language }) => language.code);

const APP: Page = {
  entry: "src/client/index.html",
  file: "app.html",
  language: null,
  later: null,
  isMinified: false,
  saysBuild: true,
};
const DEMO: Page = { ...APP, entry: "src/widget/demo/index.html", file: "demo.html", saysBuild: false };

/** The widget's frame in a language. */
export function widgetPage(language: string): Page {
  return {
    entry: "src/widget/index.html",
    file: "widget.html",
    language,
    later: "src/widget/later/later.ts",
    isMinified: true,
    saysBuild: false,
  };
}

/** What a customer's page loads, in a language: one classic script. */
export function widgetLoader(language: string): Loader {
  return { entry: "src/widget/loader/loader.ts", file: LOADER_FILE, language };
}

/** The pages of the product: the agents' app, the widget's frame, and a page to try the widget on. */
export const PAGES: readonly Page[] = [APP, ...LANGUAGES.map(widgetPage), DEMO];

export const LOADERS: readonly Loader[] = LANGUAGES.map(widgetLoader);

/** The folder of files whose names contain their hash, in the build and in the server's paths. */
export const HASHED_FOLDER = "assets";
