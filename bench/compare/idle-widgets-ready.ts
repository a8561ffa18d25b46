/** The line that the process with the widgets prints once all of them are connected. */
export const CONNECTED = "All widgets are connected";
