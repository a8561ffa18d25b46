/** Whether what browsers load may be built from a file below `src`: the server's code is not, and no test. */
export function isBuiltFrom(file: string): boolean {
  return !file.startsWith("server/") && !/\.test\.tsx?$/.test(file);
}
