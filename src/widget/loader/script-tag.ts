const script = document.querySelector<HTMLScriptElement>("script[data-widget][src*=widget]");

/** Names the company; nothing where no script tag of ours is found. */
export const widgetKey = script?.dataset["widget"];
/** Where the script came from, the chat is. */
export const chatOrigin = new URL(script?.src ?? location.href).origin;
