import { createContext, useContext } from "react";
import type { CurrentMember } from "#domain/views/current-member.ts";

export const MeContext = createContext<CurrentMember | null>(null);

/** The signed-in member. Can be used only inside the shell. */
export function useMe(): CurrentMember {
  const me = useContext(MeContext);
  if (me === null) throw new Error("useMe outside of SignedIn");
  return me;
}
