/** Whether a file below `src` may be part of the browser files: server code and tests are not. */
export function isBrowserSource(file: string): boolean {
  return !file.startsWith("server/") && !/\.test\.tsx?$/.test(file);
}
