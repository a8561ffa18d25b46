import { accessSync, constants, mkdirSync, statfsSync, statSync } from "node:fs";
import { StartFailure } from "./start-failure.ts";

/** The database contains chats: no other user of the host may read it. */
const OWNER_ONLY = 0o700;

/**
 * Creates the data folder if it is missing, and makes sure that this process can use it.
 *
 * @throws {StartFailure} when it is a file
 * @throws what the file system says: `fileFaultText` has the words
 */
export function prepareDataDir(dataDir: string): void {
  const isThere = statSync(dataDir, { throwIfNoEntry: false });
  if (isThere !== undefined && !isThere.isDirectory())
    throw new StartFailure(
      `DATA_DIR ${dataDir} is a file and must be a folder. Move it away, or name another folder.`,
    );
  mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY });
  accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
}

/** What is known of a folder. */
interface FolderFacts {
  path: string;
  /** The kind of its file system, as Linux numbers them. */
  fileSystem: number;
  ownerId: number;
  /** The user of this process; `null` where there are none. */
  userId: number | null;
}

/** https://man7.org/linux/man-pages/man2/statfs.2.html */
const NETWORK_FILE_SYSTEMS: Readonly<Record<number, string>> = {
  0x69_69: "NFS",
  0x51_7b: "SMB",
  0xff_53_4d_42: "CIFS",
  0xfe_53_4d_42: "SMB",
  0x53_46_41_4f: "AFS",
  0x73_75_72_45: "Coda",
  0x00_c3_64_00: "Ceph",
  0x0b_d0_0b_d0: "Lustre",
  0x01_02_19_97: "9p",
};

/** What the operator should know about the data folder, a line each. */
export function dataDirWarnings({ path, fileSystem, ownerId, userId }: FolderFacts): string[] {
  const lines: string[] = [];
  const network = NETWORK_FILE_SYSTEMS[fileSystem];
  if (network !== undefined)
    lines.push(
      `DATA_DIR ${path} is on a network file system (${network}), where locks may not hold and SQLite's file can be destroyed. Use a local disk, or Postgres (DATABASE_URL).`,
    );
  if (userId !== null && userId !== ownerId)
    lines.push(
      `DATA_DIR ${path} belongs to user ${ownerId}, and this process runs as user ${userId}: what it writes there belongs to ${userId}, and cannot be read by a start as the other. Start it as ${ownerId}, or chown the folder.`,
    );
  return lines;
}

/** Reads what is known of the data folder. */
export function factsOfDataDir(path: string): FolderFacts {
  return {
    path,
    fileSystem: statfsSync(path).type,
    ownerId: statSync(path).uid,
    userId: process.getuid?.() ?? null,
  };
}
