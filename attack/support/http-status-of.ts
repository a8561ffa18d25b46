/** The HTTP status a call was refused with, or any other error as text. */
export function httpStatusOf(error: unknown): number | string {
  const data: unknown = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  const hasStatus = typeof data === "object" && data !== null && "httpStatus" in data;
  return hasStatus && typeof data.httpStatus === "number" ? data.httpStatus : String(error);
}
