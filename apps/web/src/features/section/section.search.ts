import { z } from 'zod';
import { CommentSearch } from '../comment/comment.search.js';

/** What the editor's address says: of comments, and which of the places found in the proposal is to be shown. */
export const SectionSearch = CommentSearch.extend({
  found: z.coerce.number().int().min(0).optional().catch(undefined),
});
