import { z } from 'zod';
import callsData from '../data/ai-factories-calls.json' with { type: 'json' };
import rulesData from '../data/deadline-rules.json' with { type: 'json' };
import templateData from '../data/ai-factories-template.json' with { type: 'json' };
import timetableData from '../data/timetable.json' with { type: 'json' };
import { calendarDate, sourced } from '../sourced.js';
import { type CallTemplate, readCallTemplate } from './call-template.js';

const callsFile = z.strictObject({
  retrieved: calendarDate,
  calls: z.array(
    z.strictObject({
      identifier: z.string(),
      title: z.string(),
      kind: z.enum(['call_for_expression_of_interest', 'call_for_proposals']),
      authority: z.string(),
      opensOn: calendarDate,
      closesOn: calendarDate,
      ...sourced,
    }),
  ),
  cutOffs: z.array(
    z.strictObject({
      number: z.int().positive(),
      at: z.iso.datetime({ offset: true }),
      zone: z.string(),
      publishedLabel: z.string().nullable(),
      timeVerified: z.boolean(),
      appliesTo: z.array(z.string()).min(1),
      decidedOn: calendarDate,
      selected: z.int(),
      ...sourced,
    }),
  ),
});
const rulesFile = z.strictObject({
  retrieved: calendarDate,
  rules: z.array(z.strictObject({ id: z.string(), text: z.string(), ...sourced })),
});
const timetableFile = z.strictObject({
  retrieved: calendarDate,
  steps: z.array(z.strictObject({ title: z.string(), daysBefore: z.int().min(0), ...sourced })),
});

const callsTable = callsFile.parse(callsData);

/**
 * The working template of the AI Factories calls: an outline derived from Council Regulation (EU) 2021/1173 as amended,
 * NOT the official form. Its limits are ours and marked so; guidance is written for this template.
 */
export const aiFactoriesTemplate: CallTemplate = readCallTemplate(templateData);

/** A call with its sources; dates are calendar dates. */
export type RecordedCall = z.infer<typeof callsFile>['calls'][number];

/** A cut-off with its sources; `at` is an ISO instant with offset, `decidedOn` a calendar date. */
export type RecordedCutOff = z.infer<typeof callsFile>['cutOffs'][number];

/** The calls EUROHPC-2024-CEI-AI-01 and -02. */
export const aiFactoriesCalls: readonly RecordedCall[] = callsTable.calls;

/** Their common cut-offs of 4 November 2024 and 1 February 2025 (whose hour is assumed). */
export const aiFactoriesCutOffs: readonly RecordedCutOff[] = callsTable.cutOffs;

/** Rules on submission, replacement, lateness, receipts and review, each with its source. */
export const deadlineRules = rulesFile.parse(rulesData).rules;

/** Steps that guides recommend, counted back from the cut-off, each with its source. */
export const recommendedTimetable = timetableFile.parse(timetableData).steps;
