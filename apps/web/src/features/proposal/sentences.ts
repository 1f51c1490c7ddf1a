import type { BlockerView, MessageView, Moment, PortfolioLine, WaitingItem } from '@concordat/contracts';
import {
  countdown,
  countdownText,
  DAY,
  HOUR,
  type Instant,
  momentForReader,
  momentText,
} from '@concordat/domain';

/** Says a message of this feature: its key below `proposal`, and what fills its gaps. */
export type Say = (key: string, params?: Record<string, string | number>) => string;

/** Who reads: their clock's zone, and the moment at which the sentence is made. */
export interface Reader {
  readonly zone: string;
  readonly now: Instant;
}

/** A moment in words: `Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)`. */
export const momentWords = ({ at, zone }: Moment, reader: Reader): string =>
  momentText(momentForReader(new Date(at), zone, reader.zone));

/** How long ago a moment was: `nine days ago`. */
export function agoWords(say: Say, at: string, now: Instant): string {
  const gone = Math.max(0, now.getTime() - Date.parse(at));
  if (gone < DAY) return say('overview.ago.hours', { count: Math.floor(gone / HOUR) });
  return say('overview.ago.days', { count: Math.floor(gone / DAY) });
}

/** The opening sentence of the overview: whole sentences first, then one that holds what is still to be done. */
export function overviewLede(say: Say, lede: readonly MessageView[]): string {
  const whole: string[] = [];
  const parts: string[] = [];
  for (const { code, params } of lede) {
    const key = `overview.${code}`;
    const isPart = code === 'lede.states_asking' || code === 'lede.states_awaited' || code === 'lede.late';
    if (!isPart) {
      const complete = params['ready'] === params['total'] && params['total'] !== 0 ? 'yes' : 'no';
      whole.push(say(key, { ...params, complete }));
    } else if (parts.length === 0 && code !== 'lede.states_asking') parts.push(say(`${key}_alone`, params));
    else parts.push(say(key, params));
  }
  const last = parts.pop();
  if (last === undefined) return whole.join(' ');
  const rest = parts.length > 0 ? `${parts.join(', ')}, and ${last}.` : `${last}.`;
  return [...whole, rest].join(' ');
}

/** The opening sentence of the portfolio. */
export function portfolioLede(say: Say, lede: readonly MessageView[], reader: Reader): string {
  return lede
    .map(({ code, params }) => {
      if (code !== 'lede.next_cut_off') return say(`portfolio.${code}`, params);
      const { acronym = '', at = '', state } = params;
      const closing = state === 'frozen' || state === 'submitted' ? `_${state}` : '';
      const when = countdownText(countdown(new Date(String(at)), reader.now));
      return say(`portfolio.lede.next_cut_off${closing}`, { acronym, when });
    })
    .join(' ');
}

/** A blocker as title and detail. `nameOf` gives a state's name by its code. */
export function blockerWords(
  say: Say,
  blocker: Pick<BlockerView, 'code' | 'params' | 'due'>,
  nameOf: (stateCode: string) => string,
  reader: Reader,
): { readonly title: string; readonly detail: string } {
  const { code, params, due } = blocker;
  const states = Number(params['states'] ?? 1);
  const filled = {
    ...params,
    states,
    others: states - 1,
    state: params['stateCode'] === undefined ? '' : nameOf(String(params['stateCode'])),
    when: due ? momentWords(due, reader) : '',
    ago: due ? agoWords(say, due.at, reader.now) : '',
  };
  const key = `overview.${code}`;
  return { title: say(`${key}.title`, filled), detail: say(`${key}.detail`, filled) };
}

/** Something that waits for the reader: its title, one sentence more, and the verb of its button. */
export function waitingWords(
  say: Say,
  item: WaitingItem,
  nameOf: (stateCode: string) => string,
  reader: Reader,
): { readonly title: string; readonly detail: string; readonly act: string } {
  const { kind, acronym, section, stateCode, since, due, late, count } = item;
  const when = due ? momentWords(due, reader) : '';
  const dueWords = due ? say(`portfolio.waiting.${late ? 'was_due' : 'due'}`, { when }) : 'none';
  const filled = {
    acronym,
    count,
    number: section?.number ?? '',
    title: section?.title ?? '',
    state: stateCode ? nameOf(stateCode) : 'none',
    when,
    due: dueWords,
    since: since ? agoWords(say, since, reader.now) : 'none',
  };
  const key = `portfolio.thing.${kind}`;
  return {
    title: say(`${key}.title`, filled),
    detail: say(`${key}.detail`, filled),
    act: say(`${key}.act`, filled),
  };
}

/** The figure in the column of blockers: `5, two late`. */
export const blockerFigure = (say: Say, { count, late }: PortfolioLine['blockers']): string =>
  count === 0 ? say('portfolio.proposals.no_blockers') : say('portfolio.proposals.blockers', { count, late });

/** The opening sentence of the consortium. */
export const consortiumLede = (say: Say, lede: readonly MessageView[]): string =>
  lede.map(({ code, params }) => say(`consortium.${code}`, params)).join(' ');
