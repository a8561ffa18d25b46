import { QueryClientProvider } from "@tanstack/react-query";
import { api } from "../api/api-hooks.ts";
import { apiClient } from "../api/api-clients.ts";
import { queryClient } from "../api/query-client.ts";
import { Pane } from "../ui/loading/pane.tsx";
import { strings } from "../strings.ts";
import { Routes } from "./routes.tsx";
import { SocketTroubleNotice } from "./shell/socket-trouble-notice.tsx";

/** The agents' app. */
export function App() {
  return (
    <api.Provider client={apiClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <SocketTroubleNotice />
        <Pane strings={strings.pane}>
          <Routes />
        </Pane>
      </QueryClientProvider>
    </api.Provider>
  );
}
