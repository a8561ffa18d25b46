import { ROOT } from "../processes/bun-command.ts";

/** A check that is silent when all is well. */
export interface Step {
  name: string;
  command: string[];
}

const MS_PER_SECOND = 1000;

/** Runs a step and reports it in one line, with all it has to say only if it fails. */
export async function runStep({ name, command }: Step): Promise<boolean> {
  const startedAt = performance.now();
  const run = Bun.spawn(command, { cwd: ROOT, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err, code] = await Promise.all([
    new Response(run.stdout).text(),
    new Response(run.stderr).text(),
    run.exited,
  ]);
  const seconds = ((performance.now() - startedAt) / MS_PER_SECOND).toFixed(1);
  console.info(`${code === 0 ? "ok  " : "FAIL"}  ${name}  ${seconds} s`);
  if (code !== 0) console.info(`${out}${err}`);
  return code === 0;
}
