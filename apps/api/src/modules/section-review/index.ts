export { SectionReviewModule } from './section-review.module.js';
