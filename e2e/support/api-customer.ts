import { randomBytes, randomUUID } from "node:crypto";
import type { SessionId } from "#domain/model/ids.ts";
import type { CustomerState } from "#domain/views/customer-state.ts";
import { type Client, createApiClient } from "./api-client.ts";

/** A customer without a browser, who uses the API directly. */
export interface ApiCustomer {
  sessionId: SessionId;
  name: string;
  send: (text: string) => Promise<void>;
  state: () => Promise<CustomerState>;
  api: Client;
}

/** Opens a session with the start form, as a customer does. */
export async function openApiCustomer(url: string, widgetKey: string, name: string): Promise<ApiCustomer> {
  const key = randomBytes(32).toString("base64url");
  const opened = await createApiClient(url, { "x-widget-key": widgetKey }).session.open.mutate({
    key,
    name,
    email: `${name.toLowerCase().replaceAll(" ", ".")}@example.com`,
  });
  const { sessionId } = opened;
  const api = createApiClient(url, { "x-widget-key": widgetKey, authorization: `Bearer ${opened.token}` });
  return {
    sessionId,
    name,
    api,
    send: async (text) => void (await api.message.send.mutate({ sessionId, clientId: randomUUID(), text })),
    state: () => api.session.current.query({}),
  };
}
