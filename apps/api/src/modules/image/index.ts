export { ImageModule } from './image.module.js';
export { ImageRepository, type KeptImage } from './image.repository.js';
