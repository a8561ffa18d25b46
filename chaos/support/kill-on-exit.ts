/** Processes that must end with this one, however it ends, except by SIGKILL. */
const children = new Set<Bun.Subprocess>();

let isWatching = false;

/** Ends `child` when this process ends. */
export function killOnExit<Child extends Bun.Subprocess>(child: Child): Child {
  children.add(child);
  void child.exited.then(() => children.delete(child));
  if (!isWatching) {
    isWatching = true;
    process.on("exit", killAll);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
  }
  return child;
}

function killAll(): void {
  for (const child of children) child.kill("SIGKILL");
}
