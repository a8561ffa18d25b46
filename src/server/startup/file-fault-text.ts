import { existsSync, lstatSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** An error of the file system. */
interface FileFault {
  code: string;
  path: string;
}

/** The fault of the file system behind an error; `null` if it has none. */
export function findFileFault(error: unknown): FileFault | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && "path" in cause && /^E[A-Z]+$/.test(String(cause.code)))
      return { code: String(cause.code), path: String(cause.path) };
  return null;
}

/** Says what is wrong with a file or folder in the data folder, and the way out. */
export function fileFaultText({ code, path }: FileFault): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return `this process${userText()} may not use ${path}${ownerText(path)}. Give the folder to that user, with Docker the folder on the host: chown -R, or mount a named volume.`;
    case "EROFS":
      return `${path} is on a file system that is mounted read-only. Mount it writable, or name another folder.`;
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return `the disk is full: ${path} cannot be written. Make room and start again.`;
    case "EEXIST":
      if (isDangling(path))
        return `${path} is a link that leads nowhere. Create its target, or remove the link.`;
      return fileFaultText({ code: "ENOTDIR", path });
    case "ENOTDIR":
      return `a part of the path ${path} is a file and must be a folder. Move it away, or name another folder.`;
    case "EISDIR":
      return `${path} is a folder and must be a file. Move it away.`;
    case "ENOENT":
      return `${path} cannot be created there. Name another folder, or mend the link that leads there.`;
    case "ELOOP":
      return `${path} is a link that leads to itself. Remove it.`;
    default:
      return `${path} cannot be used (${code}). Check the disk and the path.`;
  }
}

function isDangling(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && !existsSync(path);
}

function userText(): string {
  const id = process.getuid?.();
  return id === undefined ? "" : ` (user ${id})`;
}

/** Whose the file is, or the nearest folder above it that can be seen. */
function ownerText(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    const owner = ownerOf(at);
    if (owner !== null) return `; ${at} belongs to user ${owner}`;
    if (dirname(at) === at) return "";
  }
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid;
  } catch {
    return null;
  }
}
