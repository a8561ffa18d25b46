/** The headers that say who calls. */
export type Caller = Readonly<Record<string, string>>;

/** A query or a mutation, its procedure and its input. */
export type Call = readonly ["GET" | "POST", string, unknown];

/** Calls a procedure and throws its answer away unread, so that this process needs no time for it. */
export async function callProcedure(url: string, caller: Caller, [method, path, input]: Call): Promise<void> {
  const json = JSON.stringify(input);
  const query = method === "GET" ? `?input=${encodeURIComponent(json)}` : "";
  const response = await fetch(`${url}/trpc/${path}${query}`, {
    method,
    headers: { origin: url, "x-requested-by": "switchboard", "content-type": "application/json", ...caller },
    ...(method === "POST" && { body: json }),
  });
  await finish(response, path);
}

/** Downloads a file and throws it away. */
export async function download(url: string, caller: Caller, path: string): Promise<void> {
  await finish(await fetch(`${url}${path}`, { headers: { ...caller } }), path);
}

/** Reads a response to its end, as fast as it comes. @throws with its text if it is a failure */
async function finish(response: Response, what: string): Promise<void> {
  if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
  await response.body?.pipeTo(new WritableStream());
}
