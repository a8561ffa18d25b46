/** Copies text to the clipboard. @returns whether it worked: browsers refuse on plain http, and without a click */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
