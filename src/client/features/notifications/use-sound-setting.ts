import { useState } from "react";
import { useBelongings } from "../../live/member-storage.ts";

const KEY = "silent";

/** Whether news may be heard in this browser, which they may until somebody turns it off. */
export function useSound() {
  const { shelf } = useBelongings();
  const [isOn, setOn] = useState(() => shelf.read(KEY) === null);
  return {
    isOn,
    /** What holds now, whoever changed it. */
    mayRing: () => shelf.read(KEY) === null,
    turn(on: boolean) {
      shelf.write(KEY, on ? null : {});
      setOn(on);
    },
  };
}
