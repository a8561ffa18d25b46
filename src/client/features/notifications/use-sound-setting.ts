import { useState } from "react";
import { useMemberStorage } from "../../live/member-storage.ts";

const KEY = "silent";

/** Whether news may be heard in this browser, which they may until somebody turns it off. */
export function useSoundSetting() {
  const { screenState } = useMemberStorage();
  const [isOn, setOn] = useState(() => screenState.read(KEY) === null);
  return {
    isOn,
    /** What holds now, whoever changed it. */
    mayRing: () => screenState.read(KEY) === null,
    turn(on: boolean) {
      screenState.write(KEY, on ? null : {});
      setOn(on);
    },
  };
}
