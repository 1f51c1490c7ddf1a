import { deadlineKinds } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, Moment, RowVersion } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';

/** Where a deadline stands. `late` is past and not done; `gone` had passed when it was planned. */
export const deadlineStandings = ['planned', 'late', 'done', 'cancelled'] as const;

export const DeadlineView = z.strictObject({
  id: Id,
  kind: z.enum(deadlineKinds),
  /** In the words of whoever made it; empty for the steps of the timetable, which are named by their kind. */
  title: z.string(),
  moment: Moment,
  /** Days before the cut-off on the wall calendar; null: a moment of its own. */
  offsetDays: z.int().nullable(),
  standing: z.enum(deadlineStandings),
  owner: PersonBrief.nullable(),
  sectionId: Id.nullable(),
  roundId: Id.nullable(),
  /** Where the advice comes from; empty for what people made. */
  source: z.string(),
  doneAt: InstantText.nullable(),
  createdAt: InstantText,
  version: RowVersion,
});
export type DeadlineView = z.infer<typeof DeadlineView>;

export const DeadlineList = z.strictObject({
  cutOff: Moment,
  deadlines: z.array(DeadlineView),
  abilities: Abilities,
});
export type DeadlineList = z.infer<typeof DeadlineList>;

const title = z.string().trim().min(1, 'Give it a name.').max(200);

export const AddDeadline = z.strictObject({
  title,
  at: InstantText,
  ownerPersonId: Id.nullable().default(null),
});
export type AddDeadline = z.output<typeof AddDeadline>;

/** Exactly one of `offsetDays` and `at`: days before the cut-off, or a moment of its own. */
export const EditDeadline = z
  .strictObject({
    version: RowVersion,
    title: title.optional(),
    offsetDays: z.int().min(0).max(400).optional(),
    at: InstantText.optional(),
    ownerPersonId: Id.nullable().default(null),
  })
  .refine((edit) => (edit.offsetDays === undefined) !== (edit.at === undefined), {
    path: ['at'],
    message: 'Give either days before the cut-off or a moment of its own.',
  });
export type EditDeadline = z.output<typeof EditDeadline>;

export const DeadlineVersion = z.strictObject({ version: RowVersion });
export type DeadlineVersion = z.infer<typeof DeadlineVersion>;
