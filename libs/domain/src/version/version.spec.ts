import { countsAsRead, foldVersions, standsOut, versionKinds, type VersionKind } from '../index.js';

const version = (kind: VersionKind, name = '') => ({ kind, name });

describe('versions in a list', () => {
  it('stand out by a name or a step; what was kept without either does not', () => {
    const quiet = versionKinds.filter((kind) => !standsOut(version(kind)));
    expect(quiet).toEqual(['pause', 'before_restore']);
    expect(quiet.every((kind) => standsOut(version(kind, 'Full draft')))).toBe(true);
  });

  it('fold where several in a row do not stand out, and keep their order', () => {
    const [one, two, three] = [version('pause'), version('before_restore'), version('pause')];
    const [named, sent] = [version('named', 'Full draft'), version('review_requested')];
    expect(foldVersions([sent, one, two, named, three])).toEqual([
      { kind: 'single', version: sent },
      { kind: 'folded', versions: [one, two] },
      { kind: 'single', version: named },
      { kind: 'single', version: three },
    ]);
    expect(foldVersions([])).toEqual([]);
  });
});

describe('reading', () => {
  it('is more than a glance', () => {
    expect([0, 19_999, 20_000].map(countsAsRead)).toEqual([false, false, true]);
  });
});
