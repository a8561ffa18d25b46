import { useState } from "react";
import { useMemberStorage } from "../../live/member-storage.ts";

const KEY = "silent";

/** The notification sound setting of this browser, on by default. */
export function useSoundSetting() {
  const { screenState } = useMemberStorage();
  const [isOn, setOn] = useState(() => screenState.read(KEY) === null);
  return {
    isOn,
    /** The current setting, read from storage. */
    mayRing: () => screenState.read(KEY) === null,
    turn(on: boolean) {
      screenState.write(KEY, on ? null : {});
      setOn(on);
    },
  };
}
