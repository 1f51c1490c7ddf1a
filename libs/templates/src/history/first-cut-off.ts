import { proposalStates } from '@concordat/domain';
import { z } from 'zod';
import data from '../data/first-cut-off.json' with { type: 'json' };
import { calendarDate, sourced, stateCode } from '../sourced.js';

const named = z.strictObject({ values: z.array(z.string()), ...sourced }).nullable();

const file = z.strictObject({
  cutOffNumber: z.int(),
  at: z.iso.datetime({ offset: true }),
  zone: z.string(),
  announcedOn: calendarDate,
  decidedOn: calendarDate,
  nextCutOffAnnounced: calendarDate,
  proposals: z.array(
    z.strictObject({
      id: z.string(),
      acronym: z.string(),
      title: z.string(),
      leadCode: stateCode,
      partnerCodes: z.array(stateCode),
      hostingEntity: z.string(),
      site: z.string(),
      systemKind: z.string(),
      experimentalPlatform: z.boolean(),
      callIdentifier: z.string(),
      /** Which of the two calls each proposal answered is not confirmed. */
      callVerified: z.boolean(),
      sectors: named,
      institutions: named,
      outcome: z.strictObject({
        state: z.enum(proposalStates),
        announcedOn: calendarDate,
        verified: z.boolean(),
      }),
      submissionNote: z
        .strictObject({ text: z.string(), verified: z.boolean(), sources: z.array(z.string()) })
        .nullable(),
      ...sourced,
    }),
  ),
  letters: z.array(z.strictObject({ stateCode, intent: z.string(), later: z.string(), ...sourced })),
});

/** The first cut-off of the AI Factories calls as public facts: no text of any proposal, no people. */
export type FirstCutOffHistory = z.infer<typeof file>;

/** A proposal known from public facts only. */
export type HistoricalProposal = FirstCutOffHistory['proposals'][number];

/** A letter of interest known from public facts only. */
export type HistoricalLetter = FirstCutOffHistory['letters'][number];

/**
 * The seven proposals of 4 November 2024 and the letters of interest of Cyprus and Slovenia. They were announced on
 * 11 November and decided on 10 December 2024: three different dates. Founding source: the Commission's announcement;
 * each entry names its own.
 */
export const history: FirstCutOffHistory = file.parse(data);
