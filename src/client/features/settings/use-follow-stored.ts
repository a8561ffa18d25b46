import { useEffect, useRef } from "react";

/**
 * Brings a form up to what is stored whenever that changes, unless somebody is typing in it.
 *
 * @param stored - what is stored; plain data
 */
export function useFollowStored<Values>(
  stored: Values,
  isDirty: boolean,
  reset: (values: Values) => void,
): void {
  const text = JSON.stringify(stored);
  const latest = useRef({ stored, isDirty, reset });
  useEffect(() => {
    latest.current = { stored, isDirty, reset };
  });
  useEffect(() => {
    const now = latest.current;
    if (!now.isDirty) now.reset(now.stored);
  }, [text]);
}
