/** A response as an anonymous client receives it. */
export interface Answer {
  method: string;
  path: string;
  status: number;
  headers: Headers;
}

/** The kind of a response, by its address and not by its content type. */
export type Kind = "app" | "frame" | "demo" | "loader" | "file" | "data" | "framed-notice";

type Rule = readonly [header: string, isGood: (value: string | null) => boolean];

const has =
  (...parts: readonly string[]) =>
  (value: string | null) =>
    value !== null && parts.every((part) => value.split("; ").includes(part));
const is = (wanted: string) => (value: string | null) => value === wanted;
const absent = (value: string | null) => value === null;

const OUR_PAGES = has(
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
);
const NO_HTML = has("require-trusted-types-for 'script'");
const NOT_FRAMED = has("frame-ancestors 'none'");
/** The chat in its frame must not be able to affect the embedding page. */
const SANDBOX =
  /(^|; )sandbox (?!.*(allow-top-navigation|allow-modals|allow-downloads|allow-pointer-lock))[a-z -]*allow-scripts/;

const FOR_ALL: readonly Rule[] = [
  ["x-content-type-options", is("nosniff")],
  ["referrer-policy", is("no-referrer")],
  ["permissions-policy", (value) => value?.includes("camera=()") === true],
  [
    "content-security-policy",
    (value) => value !== null && !/unsafe-|\*|https?:\/\/(?!localhost|127)/.test(value),
  ],
  ["server", absent],
  ["x-powered-by", absent],
  ["set-cookie", absent],
  ["access-control-allow-credentials", absent],
  ["sourcemap", absent],
];

const FOR_KIND: Record<Kind, readonly Rule[]> = {
  app: [
    ["content-security-policy", (value) => OUR_PAGES(value) && NO_HTML(value) && NOT_FRAMED(value)],
    ["cross-origin-opener-policy", is("same-origin")],
    ["cross-origin-resource-policy", is("same-origin")],
    ["access-control-allow-origin", absent],
  ],
  frame: [
    ["content-security-policy", (value) => OUR_PAGES(value) && NO_HTML(value)],
    ["content-security-policy", (value) => SANDBOX.test(value ?? "")],
    ["access-control-allow-origin", absent],
  ],
  demo: [
    ["content-security-policy", (value) => OUR_PAGES(value) && NOT_FRAMED(value)],
    ["access-control-allow-origin", absent],
  ],
  loader: [["content-security-policy", has("default-src 'none'", "frame-ancestors 'none'")]],
  file: [
    ["content-security-policy", has("default-src 'none'", "frame-ancestors 'none'")],
    ["cross-origin-resource-policy", is("same-origin")],
    ["access-control-allow-origin", absent],
  ],
  data: [
    ["content-security-policy", has("default-src 'none'", "frame-ancestors 'none'")],
    ["cache-control", (value) => value === "no-store" || value === "no-cache"],
  ],
  "framed-notice": [
    ["content-security-policy", has("default-src 'none'", "base-uri 'none'", "sandbox")],
    ["cache-control", is("no-store")],
    ["access-control-allow-origin", absent],
  ],
};

const YEAR = /max-age=31536000/;

/** Describes the wrong headers of a response. */
export function wrongHeaders({ headers, status }: Answer, kind: Kind, isSecure: boolean): string[] {
  const rules: Rule[] = [
    ...FOR_ALL,
    ...FOR_KIND[kind],
    ["strict-transport-security", (value) => (isSecure ? YEAR.test(value ?? "") : value === null)],
  ];
  const wrong = rules.flatMap(([name, isGood]) =>
    isGood(headers.get(name)) ? [] : [`${name}: ${headers.get(name) ?? "none"}`],
  );
  const type = headers.get("content-type");
  const isTyped = type === null ? [204, 302, 304].includes(status) : TYPE.test(type);
  return isTyped ? wrong : [...wrong, `content-type: ${type ?? "none"}`];
}

const TYPE =
  /^(text\/(plain|html|javascript|css); ?charset=utf-8|application\/json(; ?charset=utf-8)?|image\/svg\+xml.*|font\/woff2)$/;
