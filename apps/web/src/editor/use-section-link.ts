import { readSection, requestTicket } from '@concordat/contracts';
import { schemaVersion } from '@concordat/document';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { call } from '../platform/client.js';
import { keyOf } from '../platform/query.js';
import { serverClock } from '../platform/server-clock.js';
import { deviceId } from './connection/device.js';
import { SectionLink, type LinkView } from './connection/section-link.js';

/** The open text of a section; null until it is being opened, and while nobody is signed in. */
export function useSectionLink(sectionId: string, personId: string): SectionLink | null {
  const client = useQueryClient();
  const [link, setLink] = useState<SectionLink | null>(null);
  useEffect(() => {
    // Between signing out and leaving the page there is nobody whose text this device should keep.
    if (personId === '') return;
    const opened = new SectionLink({
      sectionId,
      personId,
      ticket: () =>
        call(requestTicket, { params: { sectionId }, body: { deviceId: deviceId(), schemaVersion } }),
      onSectionChanged: () =>
        void client.invalidateQueries({ queryKey: keyOf(readSection, { params: { sectionId } }) }),
      now: () => serverClock.now(),
    });
    setLink(opened);
    void opened.open();
    return () => opened.close();
  }, [client, sectionId, personId]);
  return link;
}

/** What is known of an open text, kept current. */
export const useLinkView = (link: SectionLink): LinkView => useSyncExternalStore(link.subscribe, link.view);
