/**
 * Makes sure that a program of the system is there, from the Debian package named, which root may install.
 *
 * @throws with what to do when it cannot be had
 */
export function ensureSystemTool(program: string, debianPackage: string): void {
  if (Bun.which(program) !== null) return;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && Bun.which("apt-get") !== null) {
    Bun.spawnSync(["apt-get", "install", "--yes", "--no-install-recommends", debianPackage], {
      stdio: ["ignore", "ignore", "ignore"],
    });
  }
  if (Bun.which(program) === null)
    throw new Error(`This scenario needs ${program}: install the package ${debianPackage}.`);
}
