import { endpoint } from '../platform/endpoint.js';
import { Nothing } from '../platform/wire.js';
import { ComparisonQuery, ComparisonView, NameVersion, VersionList } from './version.schemas.js';

export const listVersions = endpoint({
  method: 'GET',
  path: '/sections/:sectionId/versions',
  needs: 'section.read',
  summary: 'The versions of a section, the newest first, and how far the reader has read.',
  response: VersionList,
});

export const nameVersion = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/versions',
  needs: 'version.name',
  summary: 'Keeps the text as it is saved now as a version with a name.',
  body: NameVersion,
  response: VersionList,
});

export const renameVersion = endpoint({
  method: 'PUT',
  path: '/sections/:sectionId/versions/:versionId/name',
  needs: 'version.rename',
  summary: 'Gives a version another name.',
  body: NameVersion,
  response: VersionList,
});

export const compareVersions = endpoint({
  method: 'GET',
  path: '/sections/:sectionId/comparison',
  needs: 'section.read',
  summary: 'The difference between two versions, or a version and the text as it is now, by author.',
  query: ComparisonQuery,
  response: ComparisonView,
});

export const restoreVersion = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/versions/:versionId/restoration',
  needs: 'version.restore',
  summary: 'Makes the text read as it did in a version; what stood there is kept as a version first.',
  response: VersionList,
});

export const noteReading = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/reading',
  needs: 'section.read',
  summary: 'Notes that the reader has read the section as it is now.',
  response: Nothing,
});
