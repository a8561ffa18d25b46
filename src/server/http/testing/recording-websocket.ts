/** A WebSocket class for the stock client that records the sent frames, and the sockets themselves. */
export function recordingWebSocket() {
  const sent: string[] = [];
  const sockets: WebSocket[] = [];
  const closeCodes: number[] = [];

  class Watched extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      sockets.push(this);
      this.addEventListener("close", ({ code }) => void closeCodes.push(code));
    }
    override send(data: string): void {
      sent.push(data);
      super.send(data);
    }
  }
  return { sent, sockets, closeCodes, WebSocket: Watched };
}
