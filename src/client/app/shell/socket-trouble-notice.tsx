import { installationStrings } from "../../strings.ts";
import { socketTrouble } from "../../api/socket-trouble.ts";
import { useStore } from "../../store.ts";

/** Says what keeps the app from connecting where reloading and waiting do not help. */
export function SocketTroubleNotice() {
  const trouble = useStore(socketTrouble, (value) => value);
  if (trouble === null) return null;
  return (
    <p
      role="alert"
      className="fixed inset-x-0 top-0 z-50 border-b border-line bg-wait-soft px-3 py-1.5 text-center text-13"
    >
      {installationStrings.socketTrouble[trouble]}
    </p>
  );
}
