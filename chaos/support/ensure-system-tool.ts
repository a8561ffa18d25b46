/**
 * Makes sure that a system program is installed. As root, installs it from the named Debian package.
 *
 * @throws naming what to install if it is missing
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
