import { useEffect, useRef } from "react";

/**
 * Brings a form up to what is stored whenever that changes; while somebody is typing in it, once they are done.
 *
 * @param stored - what is stored; plain data
 */
export function useSyncFormWithStored<Values>(
  stored: Values,
  isDirty: boolean,
  reset: (values: Values) => void,
): void {
  const text = JSON.stringify(stored);
  const shown = useRef(text);
  useEffect(() => {
    if (isDirty || shown.current === text) return;
    shown.current = text;
    reset(stored);
  });
}
