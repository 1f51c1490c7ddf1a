import type { ProofKind } from '@concordat/domain';
import type { StandingRow } from './second-factor.repository.js';

/** How somebody proves themselves, the quickest first. The password counts only where there is no second factor. */
export function waysOf(standing: StandingRow, passkeysWork: boolean): ProofKind[] {
  const { hasApp, passkeys, recoveryCodes, hasPassword } = standing;
  if (!hasApp && passkeys === 0) return hasPassword ? ['password'] : [];
  return [
    ...(passkeys > 0 && passkeysWork ? (['passkey'] as const) : []),
    ...(hasApp ? (['app'] as const) : []),
    ...(recoveryCodes > 0 ? (['recovery_code'] as const) : []),
  ];
}
