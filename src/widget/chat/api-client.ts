import type { CustomerState } from "#domain/views/customer-state.ts";
import type { TRPCClient } from "@trpc/client";
import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { ServerConnection } from "#transport/connection/server-connection.ts";
import type { AppRouter } from "#server/api/router.ts";

/** Every procedure of the server, typed. */
export type Api = TRPCClient<AppRouter>;

export interface ApiClient {
  api: Api;
  connection: ServerConnection;
  /** Asks for the customer's state with a single request, which keeps no socket. */
  askOnce(customerToken: string): Promise<CustomerState>;
}

/**
 * Creates the only connection of the frame. It connects at the first call.
 *
 * @param token - read at each connect; undefined while this browser has no customer
 */
export function createApiClient(widgetKey: string, token: () => string | undefined): ApiClient {
  const connection = new ServerConnection({
    url: `${location.origin.replace("http", "ws")}/trpc`,
    params() {
      const customerToken = token();
      return customerToken === undefined ? { widgetKey } : { widgetKey, token: customerToken };
    },
  });
  return {
    api: createMinimalTrpcClient<AppRouter>(connection),
    connection,
    async askOnce(customerToken) {
      const headers = { "x-widget-key": widgetKey, authorization: `Bearer ${customerToken}` };
      const response = await fetch("/trpc/session.current?input={}", { headers });
      const { result }: { result: { data: CustomerState } } = await response.json();
      return result.data;
    },
  };
}
