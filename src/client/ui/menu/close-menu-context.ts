import { createContext } from "react";

/** Closes the surrounding menu. */
export const CloseMenuContext = createContext<() => void>(() => {});
