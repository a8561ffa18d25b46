/** How a chatbot is reached: there is one in the program, or a server is asked over OpenAI's protocol. */
export type BotConnection<Server extends { url: string }> =
  | { kind: "built-in" }
  | ({ kind: "openai-compatible" } & Server);

/** The platform's own, which browsers and Bun have alike; the domain is compiled for no platform. */
declare const URL: {
  canParse(url: string): boolean;
  new (url: string): { origin: string; protocol: string };
};

/** Reads from a chatbot's settings how it is reached. They are stored with an empty URL for the built-in one. */
export function botConnection<Server extends { url: string }>(server: Server): BotConnection<Server> {
  return server.url.trim() === "" ? { kind: "built-in" } : { kind: "openai-compatible", ...server };
}

/** Whether a URL may be stored for a chatbot: that of a server that speaks HTTP, or none. */
export function isBotUrl(url: string): boolean {
  if (botConnection({ url }).kind === "built-in") return true;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Whether two chatbots are reached at different servers: a token goes only to the one it was typed for. */
export function isOtherServer(one: string, other: string): boolean {
  return originOf(one) !== originOf(other);
}

/** Empty for the built-in chatbot, and for what is no URL. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
