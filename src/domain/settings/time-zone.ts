/** An offset such as `+02:00` is no zone: it does not know when the clocks change. */
const NAME = /^[A-Za-z]/;
const NAME_MAX_LENGTH = 64;

/** Whether a name is a time zone of the IANA database that this runtime knows. */
export function isTimeZone(name: string): boolean {
  if (name.length > NAME_MAX_LENGTH || !NAME.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
