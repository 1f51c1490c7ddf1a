const deviceKey = 'concordat.device';
let unkept: string | undefined;

/** This browser's own id: what it wrote without a connection is known to be its own when it comes back. */
export function deviceId(): string {
  try {
    const known = localStorage.getItem(deviceKey);
    if (known !== null) return known;
    const made = crypto.randomUUID();
    localStorage.setItem(deviceKey, made);
    return made;
  } catch {
    // Without a store the id lives as long as the page, as does everything else.
    return (unkept ??= crypto.randomUUID());
  }
}
