import { createContext } from "react";

/** Closes the menu around. */
export const CloseMenuContext = createContext<() => void>(() => {});
