/**
 * The kind of a response: a page of the agents' app, the widget's frame, the demo page, the loader script, any other
 * prebuilt file, data, a notice to a person, or one that may be embedded in place of the widget's frame.
 */
export type Surface = "app" | "frame" | "demo" | "loader" | "asset" | "data" | "notice" | "framed-notice";

/** The headers for a surface. `frameAncestors` limits who may embed the frame; `null` allows all. */
export type SecurityHeaders = (
  surface: Surface,
  frameAncestors?: readonly string[] | null,
) => Record<string, string>;

const YEAR_SECONDS = 31_536_000;

const NO_DEVICES = ["camera", "microphone", "geolocation", "payment", "usb", "serial", "hid", "midi"]
  .map((device) => `${device}=()`)
  .join(", ");

/** Allows our own files only: no inline code or style, no plug-ins, no forms to other sites. */
const OUR_FILES: readonly string[] = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
];

/** Blocks HTML strings, because React and the widget build the page without them. */
const NO_HTML_STRINGS = "require-trusted-types-for 'script'";

/**
 * Allows what the chat may do wherever it is embedded: run scripts, use storage, take input, and open links in a
 * normal window. Everything else a frame could do to the embedding page or its reader (navigation, dialogs,
 * downloads, pointer lock) is forbidden, so that no embedding page has to forbid it.
 */
const CONFINED = [
  "sandbox",
  "allow-scripts",
  "allow-same-origin",
  "allow-forms",
  "allow-popups",
  "allow-popups-to-escape-sandbox",
].join(" ");

const NOTHING = "default-src 'none'; frame-ancestors 'none'";

/**
 * Creates the headers that limit a response to its purpose. `origins` are all our own, the public one first. HSTS is
 * sent only if that one is https, because a browser would apply it to a plain-http origin too.
 */
export function createSecurityHeaders(origins: readonly string[], noticeStyle: string): SecurityHeaders {
  const common = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": NO_DEVICES,
    ...(origins[0]?.startsWith("https:") === true
      ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` }
      : {}),
  };
  // Older Safari does not count a WebSocket of the same host as 'self'. A policy cannot contain an IPv6 address.
  const sockets = origins.filter((origin) => !origin.includes("[")).map(socketOrigin);
  const connect = `connect-src 'self' ${sockets.join(" ")}`;

  return (surface, frameAncestors = null) => ({
    ...common,
    ...OWN[surface]({ connect, frameAncestors, noticeStyle }),
  });
}

interface Sources {
  connect: string;
  frameAncestors: readonly string[] | null;
  /** The hash of the styles in a notice. */
  noticeStyle: string;
}

type OwnHeaders = (sources: Sources) => Record<string, string>;

const OWN: Record<Surface, OwnHeaders> = {
  app: ({ connect }) => ({
    "content-security-policy": policy([...OUR_FILES, connect, NO_HTML_STRINGS, "frame-ancestors 'none'"]),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  }),
  frame: ({ connect, frameAncestors }) => ({
    "content-security-policy": policy([
      ...OUR_FILES,
      connect,
      NO_HTML_STRINGS,
      CONFINED,
      ...embeddedBy(frameAncestors),
    ]),
    // A page that isolates itself (COEP) embeds only frames that do the same and allow being embedded.
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "cross-origin",
    // Search engines must not index conversations.
    "x-robots-tag": "noindex",
  }),
  // The demo page is like a customer's page: it embeds the frame, and its script is the loader.
  demo: ({ connect }) => ({
    "content-security-policy": policy([...OUR_FILES, connect, "frame-src 'self'", "frame-ancestors 'none'"]),
    "cross-origin-resource-policy": "same-origin",
  }),
  loader: () => ({
    "content-security-policy": NOTHING,
    "cross-origin-resource-policy": "cross-origin",
    // As a module, with `crossorigin` or a hash of its content, a script is asked for by the rules of CORS.
    "access-control-allow-origin": "*",
  }),
  asset: () => ({ "content-security-policy": NOTHING, "cross-origin-resource-policy": "same-origin" }),
  data: () => ({
    "content-security-policy": NOTHING,
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  }),
  notice: ({ noticeStyle }) => ({
    "content-security-policy": policy([...noticeSources(noticeStyle), "frame-ancestors 'none'"]),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  }),
  "framed-notice": ({ noticeStyle }) => ({
    "content-security-policy": policy([...noticeSources(noticeStyle), "sandbox"]),
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "no-store",
  }),
};

/** A notice has styles of its own and nothing else. */
function noticeSources(style: string): readonly string[] {
  return ["default-src 'none'", `style-src ${style}`, "form-action 'none'", "base-uri 'none'"];
}

function policy(directives: readonly string[]): string {
  return directives.join("; ");
}

/**
 * The `frame-ancestors` source, sent only where it restricts. Even `*` would block a page opened from disk, which
 * many people try first.
 */
function embeddedBy(ancestors: readonly string[] | null): string[] {
  if (ancestors === null) return [];
  return [`frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(" ")}`];
}

function socketOrigin(origin: string): string {
  return origin.replace(/^http/, "ws");
}
