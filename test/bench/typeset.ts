import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buildSection, readSection } from '@concordat/document';
import { Typesetter, type TypesetInput } from '@concordat/typeset';
import { recordFigures } from '@concordat/testing';
import { checkout } from '../support/product.js';
import { rounds, type Stage } from './support/stage.js';
import { median, ratio, shown, times, verdict } from './support/statistics.js';

/** Milliseconds of one document: the first of a process, the same once more, and with one word changed. */
type Took = readonly [cold: number, warm: number, edited: number];

/** A proposal of about a hundred pages, beside Typst called alone with the same template, fonts and data. */
export async function typeset(stage: Stage): Promise<readonly Record<string, number>[]> {
  const rows = [];
  const found: Record<string, number>[] = [];
  for (const sections of stage.isFull ? [10, 50] : [1]) {
    const ours: Took[] = [];
    const floor: Took[] = [];
    let pages = 0;
    for (let round = 0; round < rounds(stage); round += 1) {
      const done = await byUs(sections);
      // The compiler starts for seconds; at the small size once is enough.
      floor.push(stage.isFull ? await alone(sections) : done.took);
      ours.push(done.took);
      pages = done.pages;
    }
    const at = (runs: readonly Took[], place: 0 | 1 | 2): number[] => runs.map((run) => run[place]);
    const row = (who: string, runs: readonly Took[]) => ({
      pages,
      who,
      'cold ms': shown(median(at(runs, 0))),
      'cold / floor': times(ratio(at(runs, 0), at(floor, 0))),
      'warm ms': shown(median(at(runs, 1))),
      'warm / floor': times(ratio(at(runs, 1), at(floor, 1))),
      'after an edit ms': shown(median(at(runs, 2))),
    });
    const worst = Math.max(ratio(at(ours, 0), at(floor, 0)), ratio(at(ours, 1), at(floor, 1)));
    rows.push(
      { ...row('Typst alone', floor), 'must 1.5x': '' },
      { ...row('Concordat', ours), 'must 1.5x': verdict(worst <= 1.5) },
    );
    found.push({ pages, worst });
  }
  recordFigures({
    document: 'benchmarks',
    section: 'typeset-pdf',
    title: 'A proposal as PDF',
    how:
      'From the sections’ text to the finished file, in a worker thread; cold: the thread, compiler and fonts are started too. ' +
      'The floor is the same Typst build called alone with the same template, fonts and data. Goal: 1.2x, 500 ms after an edit. ' +
      'Word files do not exist yet and are not measured.',
    rows,
  });
  return found;
}

function inputOf(sections: number, word: string): TypesetInput {
  const words =
    'Several states write one proposal together and get it in on time, with care for every word of it.';
  const document = (number: number) =>
    readSection(
      buildSection([
        { type: 'heading', level: 1, text: `Heading ${number}` },
        ...Array.from({ length: 14 }, (_, at) => ({
          type: 'paragraph' as const,
          text: `${word} ${number}.${at} ${words.repeat(7)}`,
        })),
        { type: 'list', items: Array.from({ length: 10 }, (_, at) => `Item ${at} ${words}`) },
      ]),
    );
  return {
    acronym: 'BENCH',
    title: 'A proposal for measuring',
    call: 'EUROHPC-2024-CEI-AI-01',
    facts: [{ name: 'Coordinator', value: 'Finland' }],
    authors: ['Finland'],
    mark: null,
    images: [],
    producedAt: new Date('2024-11-04T16:00:00Z'),
    sections: Array.from({ length: sections }, (_, number) => ({
      id: `section-${number}`,
      number: String(number + 1),
      title: `Section ${number + 1}`,
      level: 1 as const,
      document: document(number),
    })),
  };
}

async function byUs(sections: number): Promise<{ took: Took; pages: number }> {
  const typesetter = new Typesetter();
  try {
    const once = async (word: string): Promise<[number, number]> => {
      const from = performance.now();
      const { pages } = await typesetter.typeset(inputOf(sections, word));
      return [performance.now() - from, pages];
    };
    const [cold, pages] = await once('Paragraph');
    const [warm] = await once('Paragraph');
    const [edited] = await once('Sentence');
    return { took: [cold, warm, edited], pages };
  } finally {
    await typesetter.close();
  }
}

async function alone(sections: number): Promise<Took> {
  const child = fork(path.join(import.meta.dirname, 'floors/typst.mjs'), { execArgv: [] });
  const gone = once(child, 'exit');
  await once(child, 'message');
  const { fontPaths } = (await import(path.join(checkout, 'libs/typeset/src/fonts.ts'))) as {
    fontPaths: readonly string[];
  };
  const { templateData } = (await import(path.join(checkout, 'libs/typeset/src/typeset-input.ts'))) as {
    templateData: (input: TypesetInput) => string;
  };
  child.send({
    templatePath: path.join(checkout, 'libs/typeset/worker/proposal.typ'),
    fontPaths,
    data: templateData(inputOf(sections, 'Paragraph')),
    edited: templateData(inputOf(sections, 'Sentence')),
  });
  const [{ took }] = (await once(child, 'message')) as [{ took: Took }];
  await gone;
  return took;
}
