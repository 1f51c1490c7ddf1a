/** What the console shows beside a message that waits for an administrator after a restore. */
export const heldByRestore =
  'Held after a restore: it may have gone out before. Retry sends it; leave it to send nothing.';
