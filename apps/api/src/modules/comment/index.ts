export { CommentModule } from './comment.module.js';
