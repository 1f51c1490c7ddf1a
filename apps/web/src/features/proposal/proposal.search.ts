import { z } from 'zod';

/** Which sections the overview shows. */
export const sectionFilters = ['all', 'not_ready', 'mine'] as const;

/** One of {@link sectionFilters}. */
export type SectionFilter = (typeof sectionFilters)[number];

/** What may stand after the question mark of the overview. */
export const OverviewSearch = z.object({ show: z.enum(sectionFilters).catch('all') });

/** Which proposals the portfolio shows. */
export const proposalFilters = ['open', 'closed', 'all'] as const;

/** One of {@link proposalFilters}. */
export type ProposalFilter = (typeof proposalFilters)[number];

/** What may stand after the question mark of the portfolio. */
export const PortfolioSearch = z.object({ show: z.enum(proposalFilters).catch('open') });
