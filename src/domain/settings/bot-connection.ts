/** The way to reach a chatbot: the built-in one, or a server with an OpenAI-compatible API. */
export type BotConnection<Server extends { url: string }> =
  | { kind: "built-in" }
  | ({ kind: "openai-compatible" } & Server);

export type BotKind = BotConnection<{ url: string }>["kind"];

/** Differences between kinds of chatbots that matter outside of `server/bots`. */
interface BotTraits {
  /** Whether the admin has to name a model. */
  needsModel: boolean;
  /** Whether a question costs something: it is then counted against the organization's budget. */
  isMetered: boolean;
  /** Whether it quotes the organization's articles and says nothing else, whatever the settings say. */
  quotesArticles: boolean;
}

export const BOT_TRAITS: Readonly<Record<BotKind, BotTraits>> = {
  "built-in": { needsModel: false, isMetered: false, quotesArticles: true },
  "openai-compatible": { needsModel: true, isMetered: true, quotesArticles: false },
};

/** Declared here because the domain is compiled without platform types. Browsers and Bun both have it. */
declare const URL: {
  canParse(url: string): boolean;
  new (url: string): { origin: string; protocol: string };
};

/** Derives the connection from a chatbot's settings, which store an empty URL for the built-in one. */
export function botConnection<Server extends { url: string }>(server: Server): BotConnection<Server> {
  return server.url.trim() === "" ? { kind: "built-in" } : { kind: "openai-compatible", ...server };
}

/** Whether a URL may be stored for a chatbot: HTTP, HTTPS, or empty. */
export function isBotUrl(url: string): boolean {
  if (botConnection({ url }).kind === "built-in") return true;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Whether two URLs have different origins. A token is sent only to the server it was entered for. */
export function isOtherServer(one: string, other: string): boolean {
  return originOf(one) !== originOf(other);
}

/** The origin of a URL; empty for the built-in chatbot and for invalid URLs. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
