import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { chmod, copyFile, link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomToken } from "./derived-keys.ts";

const OWNER_ONLY = 0o600;
/** On file systems without hard links (https://man7.org/linux/man-pages/man2/link.2.html). */
const NO_HARD_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

type HardLink = (existing: string, added: string) => Promise<void>;

/** The file of the generated secret cannot be used. The message is one line that an operator can act on. */
export class SecretFileFault extends Error {
  override readonly name = "SecretFileFault";
}

/**
 * The secrets of this deployment: those the operator configured, else the ones stored in `dataDir`, one a line and
 * newest first, made on first use. Only the file's owner can read it; a copy of the database without it contains no
 * readable chatbot token.
 *
 * @param hardLink - as `link` of `node:fs/promises`
 * @throws {SecretFileFault} when the file is empty, or a folder, as Docker makes one where a mounted file is missing
 */
export async function appSecretsOf(
  config: { appSecrets: readonly string[]; dataDir: string },
  hardLink: HardLink = link,
): Promise<readonly string[]> {
  if (config.appSecrets.length > 0) return config.appSecrets;
  const file = join(config.dataDir, "app-secret");
  await mkdir(config.dataDir, { recursive: true });
  await makeOnce(file, `${randomToken()}\n`, hardLink);
  if ((await stat(file)).isDirectory())
    throw new SecretFileFault(`${file} is a folder and must be a file. Remove it to have a new one made.`);
  await chmod(file, OWNER_ONLY);
  // Some editors add a mark at the beginning, or end lines in two characters; neither belongs to a secret.
  const kept = (await readFile(file, "utf8")).split(/[\uFEFF\r\n]+/).filter((line) => line.trim() !== "");
  if (kept.length === 0)
    throw new SecretFileFault(`${file} is empty. Restore it, or remove it to have a new one made.`);
  return kept;
}

/**
 * A hard link is created whole or fails: of two processes that boot at once, one makes the file and both read it.
 * Nothing is left behind by a start that fails, on a full disk for example.
 */
async function makeOnce(file: string, text: string, hardLink: HardLink): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: "wx", mode: OWNER_ONLY });
    await linkOrCopy(draft, file, hardLink);
  } finally {
    await rm(draft, { force: true });
  }
}

async function linkOrCopy(draft: string, file: string, hardLink: HardLink): Promise<void> {
  try {
    await hardLink(draft, file);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST") return;
    if (!NO_HARD_LINKS.has(code)) throw error;
    await copyFile(draft, file, constants.COPYFILE_EXCL).catch(async (failure: unknown) => {
      if (codeOf(failure) === "EEXIST") return;
      await rm(file, { force: true });
      throw failure;
    });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
