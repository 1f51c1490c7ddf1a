/** The longest address a link may carry, in UTF-16 code units. Longer ones are refused with `document.address`. */
export const longestAddress = 2048;

/** Schemes a link may use. Everything else (javascript, data, file, relative addresses) is refused. */
export const addressSchemes = ['http', 'https', 'mailto'] as const;

const shape = /^(?:https?:\/\/[^/?#\s]|mailto:[^\s@]+@[^\s@])/i;
// White space and control characters are how a forbidden scheme hides from a naive test.
const forbidden = /[\s\p{Cc}\p{Cf}]/u;

/**
 * Says whether a link may carry this address: http, https or mailto, absolute, without white space or control
 * characters, at most `longestAddress` long. The same test guards the editor, the gate and every output.
 */
export function isAllowedAddress(address: unknown): address is string {
  if (typeof address !== 'string' || address.length > longestAddress) return false;
  if (forbidden.test(address) || !shape.test(address)) return false;
  try {
    const scheme = new URL(address).protocol.slice(0, -1);
    return (addressSchemes as readonly string[]).includes(scheme);
  } catch {
    return false;
  }
}
