import { noteReading } from '@concordat/contracts';
import { countsAsRead } from '@concordat/domain';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../platform/client.js';
import { refreshRelated } from '../../platform/query.js';

/**
 * Notes on leaving that a section was read, if it was in sight for long enough. Not while it is in sight: what changed
 * since the last time would be gone before it was looked at.
 */
export function useReading(sectionId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let inSightMs = 0;
    let since = document.visibilityState === 'visible' ? performance.now() : null;
    const leave = () => {
      if (since !== null) inSightMs += performance.now() - since;
      since = null;
      if (!countsAsRead(inSightMs)) return;
      inSightMs = 0;
      // Whether it could be noted shows the next time; nobody who leaves waits for it.
      call(noteReading, { params: { sectionId } }, { keepalive: true, quiet: true })
        .then(() => refreshRelated(client, null))
        .catch(() => undefined);
    };
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') leave();
      else since ??= performance.now();
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      leave();
    };
  }, [client, sectionId]);
}
