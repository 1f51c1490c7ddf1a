import type { CheckView } from '@concordat/contracts';

/** What was found at one place of a proposal: a section with all its findings, or one finding about the whole. */
export interface CheckedPlace {
  readonly key: string;
  readonly section: { readonly id: string; readonly number: string; readonly title: string } | null;
  readonly checks: readonly CheckView[];
}

/** The findings of a group by place: those about the whole one by one first, then section by section. */
export function placesOf(checks: readonly CheckView[], group: CheckView['group']): CheckedPlace[] {
  const found = checks.filter((check) => check.group === group);
  const sections = [...new Set(found.flatMap(({ sectionId }) => sectionId ?? []))];
  return [
    ...found
      .filter(({ sectionId }) => sectionId === null)
      .map((check) => ({ key: check.code, section: null, checks: [check] })),
    ...sections.map((id) => {
      const here = found.filter(({ sectionId }) => sectionId === id);
      const { number, title } = here[0]?.params ?? {};
      return {
        key: id,
        section: { id, number: String(number ?? ''), title: String(title ?? '') },
        checks: here,
      };
    }),
  ];
}
