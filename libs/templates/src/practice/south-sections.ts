import { type PracticeSection, heading, list, paragraph } from './practice-types.js';

const quiet = { comments: [], round: null, contributorEmails: [] } as const;
const byCoordinator = { leadStateCode: 'ES', leadEmail: 'coordinator.es@practice.example' } as const;
const byAuthor = { leadStateCode: 'ES', leadEmail: 'author.es@practice.example' } as const;

/** The sections of Practice South, the rival: other ideas in other words. Every figure in them is invented. */
export const southSections: readonly PracticeSection[] = [
  {
    number: 'A1',
    state: 'approved',
    ...byCoordinator,
    ...quiet,
    dueInDays: -3,
    round: {
      state: 'approved',
      policy: 'all',
      quorum: null,
      askedStateCodes: ['PT', 'RO'],
      requestedByEmail: 'coordinator.es@practice.example',
      startedHoursAgo: 160,
      dueInDays: -3,
      note: 'A short read: have we described our partnership as you would?',
      closedReason: null,
      verdicts: [
        { stateCode: 'PT', byEmail: 'lead.pt@practice.example', kind: 'approve', reason: '', hoursAgo: 130 },
        {
          stateCode: 'RO',
          byEmail: 'lead.ro@practice.example',
          kind: 'approve',
          reason: 'Yes, as we would.',
          hoursAgo: 101,
        },
      ],
    },
    blocks: [
      paragraph(
        'The hosting entity is a foundation of public law that four universities and two regional governments set up to run instruments too large for any one of them. It has its own staff, its own accounts and a council in which users hold a third of the seats.',
      ),
      paragraph(
        'For eleven years it has run a computing centre in a dry inland valley, far enough from the sea to spare the machines the salt and close enough to two universities to share their students. The centre has moved house once, without losing a day of service, and has twice replaced its main system while the old one was still at work.',
      ),
      paragraph(
        'The director signs for the foundation. The foundation owes nothing to any bank, and its reserves cover fourteen months of running cost.',
      ),
    ],
  },
  {
    number: 'A2',
    state: 'drafting',
    ...byCoordinator,
    ...quiet,
    dueInDays: 5,
    blocks: [
      paragraph(
        'Spain hosts; Portugal, Romania and Türkiye are partners. Türkiye takes part as a participating state outside the Union and hosts no part of the system. The four authorities met three times before a line of this proposal was written, and agreed first on what they would not do: none of them will buy time for firms that have their seat elsewhere.',
      ),
      list(
        'Shares are fixed for seven years and can be changed only by all four together.',
        'Time that a state does not use in a quarter goes to the common pool for students.',
        'Every decision of the board is published with its reasons within a week.',
      ),
      paragraph(
        'The agreement has been read by the four ministries of finance. Two have approved it and two are waiting for their budget law; the coordinator reports on both every Monday.',
      ),
    ],
  },
  {
    number: 'B1',
    state: 'drafting',
    leadStateCode: 'PT',
    leadEmail: 'author.pt@practice.example',
    comments: [],
    round: null,
    contributorEmails: ['author.es@practice.example'],
    dueInDays: 7,
    blocks: [
      paragraph(
        'The system is designed for language and for climate, because these are what the four states share: nine languages between them that large models serve badly, and a sea whose summers are changing faster than the models that describe it.',
      ),
      paragraph(
        'Both kinds of work read far more than they compute. We therefore spend a larger part of the budget on storage and on the path to it than is usual, and accept a place further down the lists of the fastest machines. The measure we ask to be judged by is the time from the start of a training run to a model that passes its tests, with the reading included.',
      ),
      list(
        'One partition for training and one for inference, on the same fabric.',
        'Storage that feeds both at full speed without copying.',
        'Nodes with large memory for weather codes that have not moved to accelerators and may never do so.',
      ),
    ],
  },
  {
    number: 'C1',
    state: 'in_review',
    ...byAuthor,
    comments: [],
    contributorEmails: ['deputy.es@practice.example'],
    dueInDays: 6,
    round: {
      state: 'open',
      policy: 'all',
      quorum: null,
      askedStateCodes: ['PT', 'RO', 'TR'],
      requestedByEmail: 'coordinator.es@practice.example',
      startedHoursAgo: 22,
      dueInDays: 6,
      note: 'Is the part on water convincing to somebody who has never seen the valley?',
      closedReason: null,
      verdicts: [],
    },
    blocks: [
      paragraph(
        'The hall stands in a valley with three hundred clear days a year. A field of solar panels beside it belongs to the same foundation and gives, at noon, one and a half times what the system will draw; a contract with a hydropower station up the valley covers the nights.',
      ),
      heading('Water'),
      paragraph(
        'Water is the scarce thing here, and the design starts from it. Cooling runs in a closed loop and rejects heat through dry coolers at night into a tank of four thousand cubic metres, which carries the day. Nothing evaporates. In the hottest week of an average summer the system slows to four fifths of its speed for six hours each afternoon, and the scheduler tells users so two days ahead.',
      ),
      paragraph(
        'Two roads, two grid connections and three fibre routes reach the site. The flood map of the last hundred years has been laid over the plan of the building: the lowest floor lies two metres above the highest mark.',
      ),
    ],
  },
  {
    number: 'C4',
    state: 'drafting',
    leadStateCode: 'RO',
    leadEmail: 'lead.ro@practice.example',
    ...quiet,
    dueInDays: 8,
    blocks: [
      paragraph(
        'We publish one figure above all others: grams of carbon dioxide for each hour of each partition, measured and not averaged over the year. Users see it before they send a job and may choose to wait for a cleaner hour; the scheduler gives them a tenth more time if they do.',
      ),
      paragraph(
        'Heat is reused where somebody needs it. There is no town large enough nearby, so the warm water dries fruit in autumn and heats greenhouses in winter, under a contract with a farmers’ cooperative that pays for the pipe.',
      ),
    ],
  },
  {
    number: 'D1',
    state: 'drafting',
    leadStateCode: 'PT',
    leadEmail: 'lead.pt@practice.example',
    ...quiet,
    dueInDays: 9,
    blocks: [
      paragraph(
        'Access begins with a conversation of twenty minutes and not with a form. An adviser listens, writes the application together with the user, and sends it before they part. The adviser has the right to grant a first month at once.',
      ),
      paragraph(
        'Small firms in the four states have told us that they fear three things: to lose their data, to be sent from desk to desk, and to find after a year that the service has ended. The contract answers each of them in one sentence, and the sentences stand on its first page.',
      ),
      list(
        'Your data stays yours, and we delete it on the day you ask.',
        'Your adviser stays yours until your project ends.',
        'A service that ends is announced one year before.',
      ),
    ],
  },
  {
    number: 'D4',
    state: 'drafting',
    leadStateCode: 'TR',
    leadEmail: 'lead.tr@practice.example',
    ...quiet,
    dueInDays: 10,
    blocks: [
      paragraph(
        'The four states train more engineers than they keep. The factory cannot change salaries, but it can offer something that money elsewhere does not buy: a machine of one’s own for a week. Every student who finishes the course gets one, with an engineer beside them and an audience at the end.',
      ),
      paragraph(
        'Teachers come first. In the first year we train two hundred teachers of technical schools, each of whom takes a small server, a set of lessons and a telephone number home. Their pupils are the users of the fifth year.',
      ),
    ],
  },
  { number: 'E1', state: 'not_started', ...byCoordinator, ...quiet, dueInDays: 12, blocks: [] },
];
