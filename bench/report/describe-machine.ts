import { availableParallelism, cpus, release, totalmem } from "node:os";

const GIB = 1024 ** 3;

/** Describes in one line the machine the run was measured on. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.replaceAll(/\s+/g, " ").trim() ?? "unknown processor";
  const memory = Math.round(totalmem() / GIB);
  return `${availableParallelism()} cores of ${model}, ${memory} GiB, Linux ${release()}, Bun ${Bun.version}`;
}
