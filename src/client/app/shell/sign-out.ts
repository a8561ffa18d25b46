/** Signs out and leaves the page, so that no data stays in memory. */
export async function signOut(): Promise<void> {
  await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json", "x-requested-by": "switchboard" },
    body: "{}",
  }).catch(() => null);
  location.assign("/login");
}
