import {
  baseOf,
  canonicalText,
  Deletions,
  diffSections,
  fragmentOf,
  readAuthoredBase,
  readSection,
} from '@concordat/document';
import * as Y from 'yjs';
import type { CompareAnswer, CompareRequest, TextParts } from './compare.types.js';

/** Does what a thread is asked. Compared is the base: suggestions are pending on both sides and have a list of their own. */
export function answerTo(request: CompareRequest): CompareAnswer {
  if (request.kind === 'base') {
    const [section, other] = [request.text, request.unlike].map((parts) => baseOf(readSection(docOf(parts))));
    if (!section || !other) throw new Error('There is no text to read');
    const isSame = canonicalText(section) === canonicalText(other);
    return { kind: 'base', section: isSame ? null : section };
  }
  const [before, after] = [docOf(request.before), docOf(request.after)];
  const people = new Map(request.writers);
  const known = Y.decodeStateVector(Y.encodeStateVector(before));
  const deletions = new Deletions();
  for (const { bytes, personId } of request.between) deletions.add(bytes, personId);
  const difference = diffSections(readAuthoredBase(before), readAuthoredBase(after), {
    personOf: (client) => people.get(client) ?? null,
    isNew: ({ client, clock }) => clock >= (known.get(client) ?? 0),
    deleterOf: (origin) => deletions.deleterOf(origin),
  });
  return { kind: 'compared', difference };
}

function docOf(parts: TextParts): Y.Doc {
  const doc = new Y.Doc();
  fragmentOf(doc);
  for (const part of parts) Y.applyUpdate(doc, part);
  return doc;
}
