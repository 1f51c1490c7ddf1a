import { Banner, Button } from '@concordat/ui';
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { useSectionText } from '../../features/section/text.js';
import { useFormat } from '../../platform/format.js';
import { leftOutKinds } from './left-out.js';
import { type PasteNews, setPasteHost } from './paste-host.js';

/** Kinds that came, but in another form than they had. */
const changed = new Set(['tracked', 'footnote', 'reference', 'nesting']);
/** Named at once; the rest on request. */
const mostNamed = 2;

/** After a paste: why it was not taken, or what stayed behind. */
export function PasteNotice({ editor }: { readonly editor: Editor }) {
  const text = useSectionText();
  const format = useFormat();
  const [news, setNews] = useState<PasteNews | null>(null);
  const [isWhole, showWhole] = useState(false);
  useEffect(() => {
    setPasteHost(editor, {
      onNews: (told) => {
        setNews(told);
        showWhole(false);
      },
    });
  }, [editor]);
  if (news === null) return null;
  const close = (
    <Button
      onPress={() => {
        setNews(null);
        editor.commands.focus();
      }}
    >
      {text('paste.close')}
    </Button>
  );
  if (news.kind === 'refused')
    return (
      <Banner tone="warning" title={text('paste.refused')} actions={close} announce="assertive">
        {text(news.why)}
      </Banner>
    );
  const { leftOut, notDescribed } = news;
  const met = leftOutKinds.flatMap((kind) => {
    const count = leftOut[kind] ?? 0;
    return count === 0 ? [] : [{ kind, words: text(`paste.kind.${kind}`, { count }) }];
  });
  const gone = met.filter(({ kind }) => !changed.has(kind)).map(({ words }) => words);
  const other = met
    .filter(({ kind }) => changed.has(kind))
    .map(({ words }) => text('paste.changed', { what: words }));
  const described = notDescribed === 0 ? [] : [text('paste.not_described', { count: notDescribed })];
  if (gone.length + other.length + described.length === 0) return null;
  const hasMore = gone.length > mostNamed || other.length > 0;
  const named =
    isWhole || gone.length <= mostNamed ? gone : [...gone.slice(0, mostNamed), text('paste.more')];
  const sentences = [
    ...(named.length > 0 ? [text('paste.left_out', { what: format.list(named) })] : []),
    ...(isWhole ? other : []),
    ...described,
  ];
  return (
    <Banner
      tone="info"
      title={text('paste.done')}
      actions={
        <>
          {hasMore && !isWhole && <Button onPress={() => showWhole(true)}>{text('paste.show')}</Button>}
          {close}
        </>
      }
    >
      {sentences.join(' ')}
    </Banner>
  );
}
