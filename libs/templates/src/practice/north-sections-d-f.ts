import { type PracticeSection, heading, list, paragraph } from './practice-types.js';

/** Sections D to F of Practice North: services, cost, risks. Every figure in them is invented. */
export const northSectionsDToF: readonly PracticeSection[] = [
  {
    number: 'D1',
    state: 'in_review',
    leadStateCode: 'EE',
    leadEmail: 'author.ee@practice.example',
    contributorEmails: ['lead.ee@practice.example'],
    dueInDays: 5,
    round: {
      state: 'open',
      policy: 'any',
      quorum: null,
      askedStateCodes: ['FI', 'CZ'],
      requestedByEmail: 'lead.ee@practice.example',
      startedHoursAgo: 18,
      dueInDays: 5,
      note: 'One reader who was not in the working group is enough.',
      closedReason: null,
      verdicts: [],
    },
    comments: [],
    blocks: [
      paragraph(
        'A founder with three employees does not write a research proposal, and should not have to. There are four doors into the factory, and each of them asks only for what it needs.',
      ),
      list(
        'Try: a form of one page, a decision by a person within two working days, and enough time for a month of trials.',
        'Build: a plan of three pages for a product or a public service, decided every two weeks.',
        'Research: peer review with a deadline each quarter, for groups at universities and institutes.',
        'Urgent: for public authorities in a crisis, decided on the day by the officer on duty.',
      ),
      heading('What it costs'),
      paragraph(
        'Trials and open research are free. A firm that builds a product pays nothing up to the limit that the rules on state aid allow and a published price beyond it. The price is the same in all six states and covers the running cost, nothing more.',
      ),
      heading('Who helps'),
      paragraph(
        'Each state has a desk that speaks its language and knows its firms. The desk stays with the user from the first question to the first result: it does not hand over a link and wish them luck. In the pilot of last year the time from first question to first running job fell from seven weeks to nine days, and most of what was saved was waiting for somebody to say who was responsible.',
      ),
    ],
  },
  {
    number: 'D2',
    state: 'drafting',
    leadStateCode: 'DK',
    leadEmail: 'author.dk@practice.example',
    contributorEmails: ['author.ee@practice.example'],
    dueInDays: 9,
    round: null,
    comments: [
      {
        byEmail: 'observer.ee@practice.example',
        quote: 'a model that cannot say what it was trained on',
        text: 'This is the sentence I would put first.',
        hoursAgo: 40,
        replies: [],
      },
    ],
    blocks: [
      paragraph(
        'The service centre is forty people in six states who work as one team. Users see one address, one queue and one set of opening hours; behind it the question goes to whoever knows the answer, wherever they sit.',
      ),
      heading('From an idea to a tested model'),
      paragraph(
        'A project passes four stations, and it may start at any of them: finding and cleaning data, choosing and training a model, testing it on tasks that matter to its users, and preparing the papers that the law on artificial intelligence asks for. At each station a named engineer stays with the project until it has passed.',
      ),
      paragraph(
        'Testing is where we do most. The centre keeps a set of tests for each sector in the languages of the six states, and refuses to report a single score: a model that is good on average and bad at Estonian is bad for Estonia. Nor does it help to place on the market a model that cannot say what it was trained on.',
      ),
      heading('In which languages'),
      paragraph(
        'Help is given in the languages of all six states and in English. The written guides are kept in English and translated when more than fifty people a month read them.',
      ),
    ],
  },
  {
    number: 'D4',
    state: 'drafting',
    leadStateCode: 'PL',
    leadEmail: 'author.pl@practice.example',
    contributorEmails: ['lead.pl@practice.example'],
    dueInDays: 10,
    round: null,
    comments: [],
    blocks: [
      paragraph(
        'There are enough people with talent in the region. What is missing is a reason to stay. The plan for talent therefore begins with posts, not with courses.',
      ),
      list(
        'Sixty joint posts, each shared by a university and a firm in two different states, for three years.',
        'A school of four weeks each summer, at a different partner every year, with places kept for public servants.',
        'A course of six evenings for managers who must decide about artificial intelligence without writing any.',
        'A register of mentors who give two hours a month; ninety have signed it.',
      ),
      paragraph(
        'Everyone who trains here leaves a trace that others can use: a worked example with its data, its code and its mistakes, in the open library of the factory. By the third year we expect three hundred of them.',
      ),
      paragraph(
        'Half of those taught should be people who do not come from computer science. We report each year who came, who finished, and where they work two years later.',
      ),
    ],
  },
  {
    number: 'D5',
    state: 'in_review',
    leadStateCode: 'EE',
    leadEmail: 'lead.ee@practice.example',
    contributorEmails: ['author.ee@practice.example', 'author.fi@practice.example'],
    dueInDays: 4,
    round: {
      state: 'open',
      policy: 'all',
      quorum: null,
      askedStateCodes: ['FI', 'DK', 'NO'],
      requestedByEmail: 'lead.ee@practice.example',
      startedHoursAgo: 70,
      dueInDays: 4,
      note: 'Please read the paragraph on health data with your own law in mind.',
      closedReason: null,
      verdicts: [
        {
          stateCode: 'NO',
          byEmail: 'reviewer.no@practice.example',
          kind: 'abstain',
          reason:
            'Our authority has not finished its own reading of the rules on health data; we do not object.',
          hoursAgo: 26,
        },
      ],
    },
    comments: [],
    blocks: [
      paragraph(
        'Data stays where the law wants it and comes to the system when it may. The factory keeps a catalogue, not a heap: for every set it names the owner, the licence, what it may be used for, how old it is and who has checked it.',
      ),
      heading('Three rooms'),
      list(
        'The open room holds sets that anybody may use. Nothing is asked but a name.',
        'The shared room holds sets under a contract. The contract is in the catalogue in two pages, and the access follows from it by itself.',
        'The closed room holds personal and health data. Models go in, results come out after a check by two people, and nothing else leaves.',
      ),
      paragraph(
        'The capacity tier stands in the same hall as the system, with a path wide enough to fill the fast tier overnight. A copy of everything that cannot be made again lies in a second hall forty kilometres away.',
      ),
      paragraph(
        'Owners can see at any time who used their data, for which project and how often, and can withdraw it for the future with thirty days’ notice.',
      ),
    ],
  },
  {
    number: 'D6',
    state: 'drafting',
    leadStateCode: 'CZ',
    leadEmail: 'lead.cz@practice.example',
    contributorEmails: ['author.cz@practice.example'],
    dueInDays: 11,
    round: null,
    comments: [],
    blocks: [
      paragraph(
        'No factory will be good at everything. Ours sends users on when another one serves them better, and expects the same in return. For this to work three things have to be alike everywhere, and we offer to write the first draft of each: the form with which a user asks for access, the description of a service, and the way in which time used elsewhere is accounted for.',
      ),
      paragraph(
        'The competence centres of the six states are the front door in their countries. They keep their names and their staff. The factory pays for one post in each, so that the person who answers the telephone has the right to open a project.',
      ),
      list(
        'Once a month: a call of one hour in which engineers of all factories show one thing that failed.',
        'Twice a year: an exchange of staff for two weeks.',
        'Once a year: a joint report on what users asked for and did not get.',
      ),
    ],
  },
  {
    number: 'E1',
    state: 'drafting',
    leadStateCode: 'FI',
    leadEmail: 'coordinator.fi@practice.example',
    contributorEmails: ['lead.cz@practice.example', 'lead.pl@practice.example'],
    dueInDays: 2,
    round: null,
    comments: [
      {
        byEmail: 'lead.pl@practice.example',
        quote: 'The share of Poland is XXX until the ministry confirms it',
        text: 'We expect the figure on Friday. Please keep the sentence until then, so that nobody forgets it.',
        hoursAgo: 16,
        replies: [],
      },
    ],
    blocks: [
      paragraph(
        'The cost is counted over seven years: two of building and five of full service. It has three parts, the acquisition of the system, its operation, and the services of the factory. Each is given at prices of this year, and a separate line shows what two per cent more inflation would add.',
      ),
      heading('Who carries what'),
      paragraph(
        'The Union carries up to half of the acquisition and of the operating cost. The rest is shared between the six states. Finland carries the largest part, because the building and the heat stay there. The share of Poland is XXX until the ministry confirms it; all other shares are confirmed in writing.',
      ),
      heading('How operating costs are verified'),
      paragraph(
        'Energy is billed by meter, staff by time sheet and maintenance by contract. The ledger of the factory is separate from the rest of the hosting entity, is open to the auditors of every state, and closes each month by the tenth working day.',
      ),
    ],
  },
  {
    number: 'F3',
    state: 'not_started',
    leadStateCode: 'PL',
    leadEmail: 'author.pl@practice.example',
    contributorEmails: [],
    dueInDays: -1,
    round: null,
    comments: [],
    blocks: [],
  },
];
