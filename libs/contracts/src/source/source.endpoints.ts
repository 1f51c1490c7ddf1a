import { endpoint } from '../platform/endpoint.js';
import { ChangeSources, KeptSourcesView } from './source.schemas.js';

export const readSources = endpoint({
  method: 'GET',
  path: '/sections/:sectionId/sources',
  needs: 'section.read',
  summary: 'The sources that the proposal of a section keeps, cited now or not.',
  response: KeptSourcesView,
});

export const changeSources = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/sources',
  needs: 'section.suggest',
  summary: 'Keeps sources for the proposal, and forgets others.',
  body: ChangeSources,
  response: KeptSourcesView,
});
