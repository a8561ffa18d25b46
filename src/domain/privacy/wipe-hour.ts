/** The hour of the night in which fewest people write, 0 to 23. */
const WIPE_HOUR = 3;

/**
 * Whether erased data may be removed from the database's files though other writes wait for it. In other hours that
 * gives way to everybody.
 *
 * @param hour - the hour of the day where the server is, 0 to 23
 */
export function mayWipeHold(hour: number): boolean {
  return hour === WIPE_HOUR;
}
