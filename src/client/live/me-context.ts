import { createContext, useContext } from "react";
import type { Me } from "#domain/views/team-view.ts";

export const MeContext = createContext<Me | null>(null);

/** The signed-in member. Can be used only inside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error("useMe outside of SignedIn");
  return me;
}
