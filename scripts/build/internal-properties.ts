/**
 * Properties that the widget's own code alone names: none is sent, stored, looked up by a value, a procedure's, or the
 * browser's. The build shortens them, which takes 300 of the widget's 18,000 bytes; a plain name then costs nothing.
 * Leaving a name out is safe. A name that is sent or stored must not stand here: the browser tests of the widget fail.
 */
export const INTERNAL_PROPERTIES: readonly string[] = [
  ...["openWebSocket", "onNetworkOrVisibilityChange", "onStorageChange", "timeoutSignal", "cancelDeadline"],
  ...[
    "setPingInterval",
    "handlers",
    "silentConnections",
    "hasUnanswered",
    "failUnanswered",
    "handleResponse",
  ],
  ...["onOpened", "onEnded", "onMessage", "pingAfterMs", "checkAlive", "streamedAnswer", "announcedAt"],
  ...["countWhenScrolledUp", "formEdits", "validatedFields", "timeDependent", "connectionStatus"],
  ...["postToParentPage", "sessionController", "sendMessage", "markRead", "notifyTyping", "startSession"],
  ...["showStartForm", "startWithUnsent", "forgetCustomer", "setDraft", "setWindow", "isEmbedded", "onState"],
  ...[
    "onChange",
    "downSince",
    "backAt",
    "skewMs",
    "secondsLeft",
    "onStale",
    "onItem",
    "onResync",
    "onRefused",
  ],
  ...["onStarted", "onData", "onStopped", "onError", "onServerBuild"],
];
