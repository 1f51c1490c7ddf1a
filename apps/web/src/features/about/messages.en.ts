/** The words about the product itself. */
export const messages = {
  'more.title': 'More',
  'more.own': 'Yours',
  'more.lede': 'Every screen that is open to you here.',

  'help.title': 'Help',
  'help.lede': 'How the product works, and whom to ask when it does not.',
  'help.saving.title': 'Is my text safe?',
  'help.saving.1':
    'A section says “All changes saved” only after your words are kept durably on the server. Until then it says “Saving”, or how often it has tried.',
  'help.saving.2':
    'Without a connection you can go on writing. What you write is kept on your device and sent when the line is back; the editor says so the whole time. Do not clear the data of your browser while it does.',
  'help.saving.3':
    'Saving, submitting and signing are three different things. Saving sends nothing to anybody.',
  'help.deadlines.title': 'Which clock counts?',
  'help.deadlines.1':
    'A deadline is shown in the zone of its rule first, for example Brussels, and in yours beside it when your clock shows something else. What counts is the moment, and the server’s clock decides it.',
  'help.deadlines.2':
    'The countdown runs by the server’s clock too, so a wrong clock on your device does not mislead it. It always rounds down.',
  'help.marks.title': 'What do the signs mean?',
  'help.marks.1':
    'An oval with two letters is a participating state; the filled one coordinates. A sign with a word is a status: the word says it, sign and colour only repeat it. What looks like a button is always a button.',
  'help.review.title': 'How do states agree on a section?',
  'help.review.1':
    'The lead of a section or the coordinator asks states for their verdict: approve, request changes, or abstain. Each state has one verdict, given by somebody who may speak for it. If the text changes afterwards, the verdict is marked as stale until the state confirms it.',
  'help.privacy.title': 'Who can see our proposal?',
  'help.privacy.1':
    'Only people who were invited to it. Others on the same installation do not even learn that it exists: to them its address answers as if nothing were there. Administrators see counts and dates, never text.',
  'help.contact.title': 'Something does not work',
  'help.contact.1':
    'Every refusal says what happened, what is safe and what to do. If it shows the number of a request, give that number to the administrator of your installation: it leads to the exact moment in the server’s records.',
  'help.contact.2':
    'For a question about your proposal ask its coordinator; they stand first in its consortium. For your account ask the person who invited you or the administrator.',
  'help.accessibility': 'Accessibility statement',

  'accessibility.title': 'Accessibility',
  'accessibility.lede': 'Everybody in a consortium must be able to read, write and sign.',
  'accessibility.aim.title': 'What we aim at',
  'accessibility.aim.1':
    'Concordat is built to meet the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA. That includes the criteria of WCAG 2.1 which the European standard EN 301 549 (V3.2.1) sets for web pages.',
  'accessibility.aim.2':
    'This statement is the project’s own. No outside body has assessed this installation; whoever runs it for a public authority publishes that authority’s own statement beside it.',
  'accessibility.how.title': 'How it is built',
  'accessibility.how.1':
    'Everything works with the keyboard alone: the focus is always visible, moves to the new screen when you go there, and comes back when a dialog closes. The first step on each screen skips to its content.',
  'accessibility.how.2':
    'No fact is told by colour alone. Tables are real tables with named rows and columns, and every map, bar or meter has the same facts in words or figures.',
  'accessibility.how.3':
    'There is a light and a dark theme, and both follow a wish for more contrast, fewer movements or forced colours set on your device. Text can be enlarged to 200 per cent, and screens reflow down to a width of 320 pixels.',
  'accessibility.how.4':
    'Nothing has to be dragged, and no puzzle stands before signing in. A session ends after a long time without use; the text of a section is saved by then.',
  'accessibility.limits.title': 'What is not there yet',
  'accessibility.limits.1':
    'When several people write in one section at the same time, a screen reader is not told about each letter that others type, because that would drown your own reading.',
  'accessibility.limits.2':
    'The interface is in English. Parts of proposals in other languages are announced in the language of the document only where their authors marked it.',
  'accessibility.limits.3':
    'Files that people upload are shown as they were made; whether a letter in PDF can be read aloud is up to its maker.',
  'accessibility.feedback.title': 'Tell us',
  'accessibility.feedback.1':
    'If something keeps you from working, tell the administrator of your installation: what you wanted to do, on which screen, and with which aid. Whatever has to be in before a cut-off, they or your coordinator can do with you in the meantime.',
} as const;
