const tag = document.querySelector<HTMLScriptElement>("script[data-widget]");

/** The query of the frame's address; only our demo page has one. */
export const frameQuery = tag?.dataset["query"] ?? "";

/**
 * The chat's origin, which is the script's, and the organization's widget key, undefined if there is none. Both are
 * read from the script's own address: a tag that a tag manager or an optimizer has made anew has lost its attributes,
 * and one that was removed, or is a module, is not found.
 */
export const [, chatOrigin = "", widgetKey = tag?.dataset["widget"]] =
  /(http\S+)\/widget.js(?:\S*key=([\w-]+))?/.exec(`${new Error().stack} ${tag?.src}`) ?? [];
