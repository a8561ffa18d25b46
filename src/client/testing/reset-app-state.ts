import { connectionState } from "../api/connection-state.ts";
import { socketTrouble } from "../api/socket-trouble.ts";
import { reauthenticationRequest } from "../api/reauthentication-request.ts";
import { dismissExportDownload, exportDownloads } from "../customer-data/export-downloads.ts";
import { pendingEnds, undoEndChat } from "../features/lanes/chat/end-chat-with-undo.ts";
import { toast } from "../features/lanes/chat/toast.ts";
import { focusRequest } from "../features/lanes/layout/focus-request.ts";
import { ephemeralStates } from "../live/ephemeral-state.ts";
import { erasedCustomers } from "../live/erased-customers.ts";
import { clearLanes, lanesFailedToLoad, setOpenLanes } from "../live/lane-snapshots.ts";
import { pageTitle } from "../page-title.ts";

/** Clears the state that the app keeps outside React, as a reload of the page would. */
export function resetAppState(): void {
  connectionState.set("connecting");
  socketTrouble.set(null);
  reauthenticationRequest.set(null);
  for (const id of pendingEnds.get().keys()) undoEndChat(id);
  for (const { subject } of exportDownloads.get()) dismissExportDownload(subject);
  toast.set(null);
  focusRequest.set(null);
  ephemeralStates.set(new Map());
  erasedCustomers.set(new Set());
  lanesFailedToLoad.set(false);
  clearLanes();
  setOpenLanes([]);
  pageTitle.set("Switchboard");
}
