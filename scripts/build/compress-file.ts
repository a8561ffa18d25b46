import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { BuiltFile } from "./built-file.ts";

const BEST_GZIP = 9;

/** Types whose content is already compressed. */
const DENSE_TYPES = /^(font\/woff2|image\/(png|jpeg|webp|avif))/;

/**
 * The compressed copies of a file, each with its file extension. Copies that are not smaller than the file are left
 * out.
 */
export async function compressFile({
  type,
  body,
}: BuiltFile): Promise<{ ending: string; copy: Uint8Array }[]> {
  if (DENSE_TYPES.test(type)) return [];
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(body, { params }),
    promisify(gzip)(body, { level: BEST_GZIP }),
  ]);
  const copies = [
    { ending: ".br", copy: br },
    { ending: ".gz", copy: gz },
  ];
  return copies.filter(({ copy }) => copy.length < body.length);
}
