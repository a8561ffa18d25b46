const script = document.querySelector<HTMLScriptElement>("script[data-widget][src*=widget]");

/** The organization's widget key; undefined if our script tag is not found. */
export const widgetKey = script?.dataset["widget"];
/** The chat has the same origin as the script. */
export const chatOrigin = new URL(script?.src ?? location.href).origin;
