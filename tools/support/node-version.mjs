/** Written for old runtimes: it has to be able to say that the runtime is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Concordat needs Node.js 20.19 or newer and this is ${process.versions.node}; install a newer one and run the command again.`,
  );
  process.exit(1);
}
