const blocks =
  '{type, select, paragraph {{count, plural, one {a paragraph} other {# paragraphs}}} heading {{count, plural, one {a heading} other {# headings}}} tableRow {{count, plural, one {a table row} other {# table rows}}} tableCell {{count, plural, one {a cell} other {# cells}}} tableHeader {{count, plural, one {a header cell} other {# header cells}}} table {{count, plural, one {a table} other {# tables}}} captionedTable {{count, plural, one {a table} other {# tables}}} tableCaption {a caption} figure {{count, plural, one {a figure} other {# figures}}} footnote {{count, plural, one {a footnote} other {# footnotes}}} bulletList {a list} orderedList {a list} listItem {{count, plural, one {a list item} other {# list items}}} blockquote {a quotation} other {{count, plural, one {a part} other {# parts}}}}';
const kind =
  'select, heading {a heading of level {LEVEL}} paragraph {a paragraph} tableHeader {a header cell} tableCell {a cell} figure {a figure} other {another kind}';
const marks =
  '{marks, select, bold {bold} italic {italic} link {a link} subscript {subscript} superscript {superscript} other {its look}}';

/** Words of suggestions: sentences about them, the panel with their cards, the list. */
export const messages = {
  'panel.label': 'Suggestions',
  'panel.none.title': 'No suggestion yet.',
  'panel.none.suggest':
    'Choose Suggesting above the text and type: what you change becomes a proposal and is listed here.',
  'panel.none.read': 'What reviewers and colleagues propose in this text is listed here.',
  'panel.opening': 'Opening the text',
  'panel.cards': 'Suggestions in the order of the text',
  'panel.position': '{current} of {count}',
  'panel.count': '{count, plural, one {# suggestion} other {# suggestions}}',
  'panel.previous': 'Previous suggestion',
  'panel.next': 'Next suggestion',
  'panel.as_list': 'As a list of sentences, each with its verbs',
  'panel.people_error': 'Who suggested what could not be read.',

  'view.label': 'The text in sight',
  'view.markup': 'With marks',
  'view.base': 'Without',
  'view.clean': 'As if accepted',

  'card.show': 'Show in the text: {sentence}',
  'card.under': 'Under “{heading}”',
  'card.accept': 'Accept',
  'card.reject': 'Reject',
  'card.withdraw': 'Withdraw',
  'card.accept_one': 'Accept: {sentence}',
  'card.reject_one': 'Reject: {sentence}',
  'card.withdraw_one': 'Withdraw: {sentence}',
  'card.wait': 'The section’s lead, a contributor or the coordinator decides.',

  'many.open': 'Several',
  'many.menu': 'Accept or reject several',
  'many.accept_author': 'Accept all of {who}',
  'many.reject_author': 'Reject all of {who}',
  'many.accept_selection': 'Accept in the selected text',
  'many.reject_selection': 'Reject in the selected text',
  'many.accept_all': 'Accept all',
  'many.reject_all': 'Reject all',
  'many.withdraw': 'Withdraw all of mine',

  'done.accept': 'Accepted: {sentence}',
  'done.reject': 'Rejected: {sentence}',
  'done.withdraw': 'Withdrawn: {sentence}',
  'done.accept_many': '{count, plural, one {# suggestion} other {# suggestions}} accepted.',
  'done.reject_many': '{count, plural, one {# suggestion} other {# suggestions}} rejected.',
  'done.withdraw_many': '{count, plural, one {# suggestion} other {# suggestions}} withdrawn.',
  'done.too_late': 'Somebody was first: this has been decided already. The text is as they left it.',
  'done.none_selected':
    'No suggestion stands in what is selected. Select words of the text first, then choose this again.',
  'done.undo': 'Undo',
  'done.undone': 'Undone: the suggestion stands again.',
  'done.not_undone': 'The text has been changed since. Use Undo in the toolbar to go back step by step.',

  'person.former': 'Former member',
  said: '{who} {what}',
  'fact.replaced': 'replaced “{before}” with “{after}”',
  'fact.inserted': 'added “{text}”',
  'fact.deleted': 'removed “{text}”',
  'fact.space': 'a space',
  'fact.split': 'began a new paragraph',
  'fact.joined': 'joined two paragraphs',
  'fact.gained': `made “{text}” ${marks}`,
  'fact.gained_link': 'linked “{text}”',
  'fact.changed_link': 'changed the link of “{text}”',
  'fact.lost': `took from “{text}” ${marks}`,
  'fact.reformatted': 'changed the look of “{text}”',
  'fact.block_changed': `changed “{text}” from {before, ${kind.replace('LEVEL', 'beforeLevel')}} to {after, ${kind.replace('LEVEL', 'afterLevel')}}`,
  'fact.block_attributes': 'changed the settings of “{text}”',
  'fact.blocks_inserted': `added ${blocks}`,
  'fact.blocks_inserted_text': `added ${blocks}: “{text}”`,
  'fact.blocks_deleted': `removed ${blocks}`,
  'fact.blocks_deleted_text': `removed ${blocks}: “{text}”`,
  'fact.columns_inserted': 'added {count, plural, one {a table column} other {# table columns}}',
  'fact.columns_deleted': 'removed {count, plural, one {a table column} other {# table columns}}',
  'fact.nothing': 'changed something that has been changed since',
  'fact.and': '{one}, and {other}',
} as const;
