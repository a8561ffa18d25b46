import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of a few megabytes, in memory, that can be filled. */
export interface SmallDisk extends Disposable {
  path: string;
  /** Fills every free block. */
  fill: () => void;
  /** Gives the space back. */
  free: () => void;
}

/** Mounts a small disk at `path`. @throws Error where that is not permitted */
export function mountSmallDisk(path: string, megabytes: number): SmallDisk {
  mkdirSync(path, { recursive: true });
  const mounted = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", path]);
  if (!mounted.success)
    throw new Error(`This scenario mounts a small disk, which needs root: ${mounted.stderr.toString()}`);
  const ballast = join(path, "ballast");
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(ballast),
    [Symbol.dispose]: () => void Bun.spawnSync(["umount", "--lazy", path]),
  };
}

/** What is missing for a small disk on this machine; `null` if nothing is. */
export function missingForSmallDisk(): string | null {
  if (process.platform !== "linux") return "it mounts a tmpfs, which needs Linux";
  const folder = mkdtempSync(join(tmpdir(), "switchboard-chaos-mount-"));
  try {
    using _ = mountSmallDisk(folder, 1);
    return null;
  } catch {
    return "it mounts a small disk, which needs root";
  } finally {
    rmdirSync(folder);
  }
}
