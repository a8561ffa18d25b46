import { join } from "node:path";
import { z } from "zod";
import { chooseLanguage } from "./choose-language.ts";
import { PAGES } from "./page-paths.ts";

/**
 * The prebuilt files: the path each is served under, its file, its language if there is one such file for each, and how
 * long a browser may cache it.
 */
const ManifestSchema = z.array(
  z.object({
    path: z.string().startsWith("/"),
    file: z.string().min(1),
    language: z.string().min(1).nullable().default(null),
    type: z.string().min(1),
    hash: z.string().min(1),
    immutable: z.boolean(),
  }),
);

type Encoding = "br" | "gzip";

interface Asset {
  path: string;
  language: string | null;
  type: string;
  hash: string;
  immutable: boolean;
  body: Uint8Array<ArrayBuffer>;
  /** Precompressed copies that exist, best first. */
  encoded: readonly { encoding: Encoding; body: Uint8Array<ArrayBuffer> }[];
}

/** Every prebuilt file, in memory. */
export interface StaticAssets {
  /**
   * Responds to a GET or HEAD for this path with `headers` added to the file's own; `null` if there is no such file.
   */
  answer: (path: string, request: Request, headers: Record<string, string>) => Response | null;
  /** Whether a path is a file and not a page. Pages are served by routes, which know their headers. */
  isFile: (path: string) => boolean;
  /** The build named in the agents' page; `null` if it names none. */
  build: string | null;
}

const EXTENSIONS: Record<Encoding, string> = { br: ".br", gzip: ".gz" };
const ENCODINGS: readonly Encoding[] = ["br", "gzip"];

const FOREVER = "public, max-age=31536000, immutable";
/** Cached, but revalidated every time, so that a new build is used at once. */
const REVALIDATED = "no-cache";

/**
 * Reads `manifest.json` in `directory` and every file it names, with its `.br` and `.gz` copies if there
 * are any. Only what the manifest names can be served: no request path is looked up on disk.
 *
 * @throws Error naming the missing or unreadable file, and how to build it
 */
export async function loadStaticAssets(directory: string): Promise<StaticAssets> {
  const manifest = Bun.file(join(directory, "manifest.json"));
  if (!(await manifest.exists())) {
    throw new Error(`${manifest.name ?? directory} is missing. Make it with: bun run build`);
  }
  const entries = ManifestSchema.parse(await manifest.json());
  const assets = await Promise.all(entries.map((entry) => readAsset(directory, entry)));
  const byPath = Map.groupBy(assets, ({ path }) => path);

  return {
    answer(path, request, headers) {
      const found = byPath.get(path) ?? [];
      const offered = found.flatMap(({ language }) => language ?? []);
      const chosen = chooseLanguage(request.headers.get("accept-language"), offered);
      const asset = found.find(({ language }) => language === chosen);
      if (asset === undefined) return null;
      const vary = offered.length > 1 ? "accept-encoding, accept-language" : "accept-encoding";
      return answerWith(asset, request, { vary, ...headers });
    },
    isFile: (path) => byPath.get(path)?.[0]?.type.startsWith("text/html") === false,
    build: buildOf(byPath.get(PAGES.app)?.[0]),
  };
}

/** The build's name, from the page's head. */
function buildOf(page: Asset | undefined): string | null {
  const html = new TextDecoder().decode(page?.body);
  return /<meta name="build" content="([^"]+)"/.exec(html)?.[1] ?? null;
}

async function readAsset(directory: string, entry: z.infer<typeof ManifestSchema>[number]): Promise<Asset> {
  const at = join(directory, entry.file);
  const encoded: Asset["encoded"][number][] = [];
  for (const encoding of ENCODINGS) {
    const file = Bun.file(at + EXTENSIONS[encoding]);
    if (await file.exists()) encoded.push({ encoding, body: await file.bytes() });
  }
  const { path, language, type, hash, immutable } = entry;
  return { path, language, type, hash, immutable, body: await Bun.file(at).bytes(), encoded };
}

function answerWith(asset: Asset, request: Request, more: Record<string, string>): Response {
  const accepted = acceptedEncodings(request.headers.get("accept-encoding") ?? "");
  const variant = asset.encoded.find(({ encoding }) => accepted.has(encoding));
  const body = variant?.body ?? asset.body;
  const tag = `"${asset.hash}${variant === undefined ? "" : `-${variant.encoding}`}"`;
  const headers: Record<string, string> = {
    "cache-control": asset.immutable ? FOREVER : REVALIDATED,
    etag: tag,
    ...more,
  };
  if (isKnown(tag, request.headers.get("if-none-match"))) return new Response(null, { status: 304, headers });
  headers["content-type"] = asset.type;
  headers["content-length"] = String(body.length);
  if (variant !== undefined) headers["content-encoding"] = variant.encoding;
  return new Response(request.method === "HEAD" ? null : body, { headers });
}

/** The encodings a client accepts, of which `q=0` refuses one (RFC 9110 §12.5.3). */
function acceptedEncodings(header: string): ReadonlySet<string> {
  const accepted = header
    .toLowerCase()
    .split(",")
    .map((entry) => entry.trim().split(/\s*;\s*/))
    .filter(([, quality]) => quality === undefined || !/^q=0(\.0*)?$/.test(quality))
    .map(([name = ""]) => name);
  return new Set(accepted);
}

/** Compares entity tags weakly, as RFC 9110 §13.1.2 requires for If-None-Match. */
function isKnown(tag: string, header: string | null): boolean {
  if (header === null) return false;
  return header.split(",").some((known) => ["*", tag].includes(known.trim().replace(/^W\//, "")));
}
