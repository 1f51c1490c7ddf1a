import { z } from 'zod';
import { endpoint } from '../platform/endpoint.js';
import { ImageView, SendImage } from './image.schemas.js';

export const sendImage = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/images',
  needs: 'section.suggest',
  summary: 'Keeps a picture for the text of a section. It is made anew: only its pixels are taken over.',
  body: SendImage,
  response: ImageView,
});

export const showImage = endpoint({
  method: 'GET',
  path: '/sections/:sectionId/images/:imageId',
  needs: 'section.read',
  summary: 'A picture of the proposal that the section belongs to.',
  response: z.unknown(),
  produces: 'image/*',
});
