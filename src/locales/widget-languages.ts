import { language } from "./en/language.ts";
import { loader, type LoaderStrings } from "./en/loader.ts";
import { widget, type WidgetStrings } from "./en/widget.ts";
import { later, type LaterStrings } from "./en/widget-later.ts";
import type { Language } from "./grammar/language.ts";

/** A language of the widget: a build of its own, whose `#language/…` is the folder of that name. */
export interface WidgetLanguage {
  language: Language;
  widget: WidgetStrings;
  later: LaterStrings;
  loader: LoaderStrings;
}

/** All languages. To add one, create a folder next to `en` and add an entry here. The first serves all other readers. */
export const WIDGET_LANGUAGES: readonly [WidgetLanguage, ...WidgetLanguage[]] = [
  { language, widget, later, loader },
];
