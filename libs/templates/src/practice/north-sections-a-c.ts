import { type PracticeRound, type PracticeSection, heading, list, paragraph } from './practice-types.js';

const approvedBy = (...states: string[]): PracticeRound => ({
  state: 'approved',
  policy: 'all',
  quorum: null,
  askedStateCodes: states,
  requestedByEmail: 'coordinator.fi@practice.example',
  startedHoursAgo: 240,
  dueInDays: -4,
  note: 'Please read for facts and for what your own state promises.',
  closedReason: null,
  verdicts: states.map((stateCode, index) => ({
    stateCode,
    byEmail: `lead.${stateCode.toLowerCase()}@practice.example`,
    kind: 'approve',
    reason: '',
    hoursAgo: 200 - index * 18,
  })),
});

/** Sections A to C of Practice North: the applicant, the system, the site. Every figure in them is invented. */
export const northSectionsAToC: readonly PracticeSection[] = [
  {
    number: 'A1',
    state: 'approved',
    leadStateCode: 'FI',
    leadEmail: 'coordinator.fi@practice.example',
    contributorEmails: ['deputy.fi@practice.example'],
    dueInDays: -6,
    round: approvedBy('CZ', 'DK', 'EE', 'NO', 'PL'),
    comments: [],
    blocks: [
      heading('Who hosts the factory'),
      paragraph(
        'The hosting entity is a public limited company owned by the state and by a group of universities. It exists to run shared computing, and it may not make a profit from it. Its statutes allow it to act for other states on the same terms as for its owners, which is why six states can stand behind one applicant.',
      ),
      paragraph(
        'The managing director signs for the entity. A programme office of nine people prepares the factory: two for procurement, three for the building and its energy, three for services, and one who does nothing but answer partner states. That last post was the first one filled, because in an earlier shared system the partners had waited weeks for answers that took minutes to give.',
      ),
      heading('What it runs today'),
      paragraph(
        'The entity operates one large shared system in the same valley. It has been in service for five years, was available for 98.9 per cent of the planned hours last year, and serves about four thousand people from all six states. None of its capacity is counted twice in this proposal: the new system stands beside the old one and shares only the road, the fence and the night watch.',
      ),
      paragraph(
        'The accounts of the hosting entity are audited every year and published in two languages. The last three audits carried no reservation.',
      ),
    ],
  },
  {
    number: 'A2',
    state: 'approved',
    leadStateCode: 'FI',
    leadEmail: 'deputy.fi@practice.example',
    contributorEmails: ['lead.no@practice.example'],
    dueInDays: -5,
    round: approvedBy('CZ', 'DK', 'EE', 'NO', 'PL'),
    comments: [],
    blocks: [
      paragraph(
        'Six participating states stand behind this proposal: Finland as host, and Czechia, Denmark, Estonia, Norway and Poland as partners. Five are member states of the Union. Norway takes part as a participating state outside it, contributes on the same footing, and hosts nothing.',
      ),
      heading('What has been agreed'),
      paragraph(
        'A consortium agreement between the hosting entity and the competent authority of each state sets out shares, rights and exits. Its principles fit on one page, and the ministers concerned have approved that page:',
      ),
      list(
        'each state pays for a stated share of the cost and receives the same share of the access time that is not the Union’s;',
        'a state may lend its time to another but may not sell it;',
        'a board with one vote for each state decides on services, and with votes weighted by share on money;',
        'a state may leave after the third year with twelve months’ notice, and what it has paid in stays in.',
      ),
      paragraph(
        'Where the board cannot agree, two of its members who come from neither side propose a way out within ten working days. The states have used this rule once already, on the name of the factory.',
      ),
      paragraph(
        'The full agreement is ready for signature and depends on selection alone. Letters from all six authorities are listed in the annex.',
      ),
    ],
  },
  {
    number: 'B1',
    state: 'approved',
    leadStateCode: 'FI',
    leadEmail: 'author.fi@practice.example',
    contributorEmails: ['author.cz@practice.example', 'author.dk@practice.example'],
    dueInDays: -3,
    round: approvedBy('CZ', 'DK', 'NO', 'PL'),
    comments: [
      {
        byEmail: 'reviewer.pl@practice.example',
        quote: 'four fifths of the jobs asked for fewer than 64 accelerators',
        text: 'Is this from the survey of users or from the accounting data of the old system? The reader will ask.',
        hoursAgo: 150,
        replies: [
          {
            byEmail: 'author.fi@practice.example',
            text: 'Accounting data, twelve months. I have added the words "last year" and the annex has the table.',
            hoursAgo: 144,
          },
        ],
      },
    ],
    blocks: [
      heading('What users need'),
      paragraph(
        'We asked before we specified. Over one winter 310 groups in six states answered the same twelve questions, and we compared what they said with what their jobs did. The two differ. People ask for the largest machine they can imagine; last year four fifths of the jobs asked for fewer than 64 accelerators and waited longer for data than for a processor.',
      ),
      paragraph(
        'The system is therefore built around three kinds of work: training of large models that needs the whole machine for days, fine-tuning that needs a small part of it at once, and inference for trials that must answer while somebody is watching. Each has a partition of its own. The boundaries move every night according to the queue, within limits that the board sets.',
      ),
      heading('How the specification is met'),
      list(
        'Compute: one partition for training with a single fast fabric, in which any half can work as one system.',
        'Storage: a fast tier sized for the ten largest training sets at once, and a capacity tier for everything else.',
        'Software: the common frameworks, kept at two versions, with containers that also run on a laptop.',
        'Separation: sensitive data in a partition with its own keys, its own administrators and its own log.',
      ),
      paragraph(
        'Every figure in the table of requirements names the test that proves it. The tests are part of the procurement, they run on the vendor’s floor before delivery and on ours after it, and their source code is public. A figure that no test can prove is not in the table.',
      ),
      paragraph(
        'We leave room. A quarter of the floor and a fifth of the power stay free, so that an extension in the third year needs no new building and no new permit.',
      ),
    ],
  },
  {
    number: 'B3',
    state: 'in_review',
    leadStateCode: 'CZ',
    leadEmail: 'author.cz@practice.example',
    contributorEmails: ['lead.cz@practice.example'],
    dueInDays: 6,
    round: {
      state: 'open',
      policy: 'quorum',
      quorum: 2,
      askedStateCodes: ['DK', 'EE', 'PL'],
      requestedByEmail: 'author.cz@practice.example',
      startedHoursAgo: 30,
      dueInDays: 6,
      note: 'Two of three is enough. Is the line between trial and production clear to you?',
      closedReason: null,
      verdicts: [
        {
          stateCode: 'EE',
          byEmail: 'lead.ee@practice.example',
          kind: 'approve',
          reason: 'Clear, and short enough to be read.',
          hoursAgo: 9,
        },
      ],
    },
    comments: [],
    blocks: [
      paragraph(
        'The experimental platform is a small machine in which nothing is promised. It holds hardware that is not ready for production, and it exists so that six states can find out together what is worth buying next, before anybody has bought it six times.',
      ),
      heading('What is tried'),
      paragraph(
        'Each year the platform takes in at most three candidates, chosen by an open call to vendors and research groups. A candidate stays for nine months. In that time it must run the same five applications as every other candidate, and the group that brought it must write down what went wrong. The reports are published whether or not they flatter anybody.',
      ),
      heading('How it stays apart'),
      list(
        'It has its own network, its own accounts and its own power feed.',
        'No personal data and no data under contract may be placed on it.',
        'Nothing that runs there may be named as a service, and no user may be billed.',
      ),
      paragraph(
        'A candidate that earns its place moves into the production system through the ordinary procurement, not through a side door. Of the platforms of this kind that the partners have run before, about one candidate in four went on; the others saved their owners the price of a mistake.',
      ),
    ],
  },
  {
    number: 'C1',
    state: 'locked',
    leadStateCode: 'FI',
    leadEmail: 'author.fi@practice.example',
    contributorEmails: [],
    dueInDays: -8,
    round: approvedBy('CZ', 'DK', 'EE', 'NO', 'PL'),
    comments: [],
    blocks: [
      paragraph(
        'The site is a former glassworks on the edge of a small town. The hall that held the furnaces is 180 metres long, dry, and strong enough to carry any rack that is on the market. Two lines of 110 kilovolts from different substations reach the fence; either can carry the whole load.',
      ),
      heading('Power and cooling'),
      paragraph(
        'Twenty megawatts are contracted and eleven are planned for. Batteries carry the storage and the network for fifteen minutes; the compute partitions are allowed to stop, and the scheduler knows how to stop them without losing more than the last hour of a training run.',
      ),
      paragraph(
        'Warm-water cooling takes nine tenths of the heat straight from the chips. The rest leaves through the air of the hall, which outside air cools for most of the year.',
      ),
      heading('Connection and security'),
      paragraph(
        'Three fibre routes leave the site in different directions and meet the research networks of all six states; no single cut can separate the site from any of them. Access to the hall needs two factors and is logged. The information security management of the operator is certified, and the certificate covers the new hall from the day the first rack arrives.',
      ),
    ],
  },
  {
    number: 'C3',
    state: 'approved',
    leadStateCode: 'NO',
    leadEmail: 'lead.no@practice.example',
    contributorEmails: ['author.fi@practice.example'],
    dueInDays: -2,
    round: {
      ...approvedBy('CZ', 'DK', 'EE'),
      state: 'closed_early',
      askedStateCodes: ['CZ', 'DK', 'EE', 'PL'],
      closedReason: 'Poland agreed by telephone; its reader is travelling until after the due date.',
    },
    comments: [],
    blocks: [
      paragraph(
        'A promise to users is only worth something if a user can check it. The service level agreement therefore has seven lines, and each line has a number, a way to measure it, and a page on which the measurement stands for everybody to see.',
      ),
      list(
        'The system takes jobs for 97 per cent of the hours of a quarter, planned maintenance included.',
        'A small job on the trial partition starts within ten minutes in nine cases of ten.',
        'A question to the help desk gets an answer from a person within four working hours.',
        'A new project of a small firm has access within five working days of a complete request.',
        'Stored data is copied to a second hall every night, and a restore is rehearsed every month.',
        'A security notice reaches the users concerned within one working day.',
        'A change that breaks users’ programs is announced four weeks ahead.',
      ),
      heading('When a promise is missed'),
      paragraph(
        'Lost hours are given back in the following quarter to those who lost them. If the same line is missed in two quarters running, the operator reports to the board what it will change, and the report is public. Nobody has to ask for either: both follow from the measurement.',
      ),
    ],
  },
  {
    number: 'C4',
    state: 'changes_requested',
    leadStateCode: 'FI',
    leadEmail: 'author.fi@practice.example',
    contributorEmails: ['coordinator.fi@practice.example', 'author.dk@practice.example'],
    dueInDays: 8,
    round: {
      state: 'changes_requested',
      policy: 'all',
      quorum: null,
      askedStateCodes: ['DK', 'NO', 'PL'],
      requestedByEmail: 'coordinator.fi@practice.example',
      startedHoursAgo: 46,
      dueInDays: 6,
      note: 'Please check the figures for heat and the way in which your state can follow them.',
      closedReason: null,
      verdicts: [
        {
          stateCode: 'DK',
          byEmail: 'reviewer.dk@practice.example',
          kind: 'request_changes',
          reason:
            'The figure for the heat delivered has no source, and the summer months are missing. Please name the contract with the heating network and say what happens from June to August.',
          hoursAgo: 20,
        },
      ],
    },
    comments: [
      {
        byEmail: 'reviewer.dk@practice.example',
        quote: 'takes up to seven megawatts from October to April',
        text: 'Where does the seven come from? The annex says six and a half.',
        hoursAgo: 21,
        replies: [
          {
            byEmail: 'author.fi@practice.example',
            text: 'From the first offer of the network. I have asked for the signed figure and will put it in.',
            hoursAgo: 5,
          },
        ],
      },
      {
        byEmail: 'reviewer.no@practice.example',
        quote: 'reported, not averaged away',
        text: 'Good. Could the report go to the partner states on the same day?',
        hoursAgo: 12,
        replies: [],
      },
    ],
    blocks: [
      heading('Where the energy comes from'),
      paragraph(
        'The factory will run on electricity bought under a long-term contract for renewable power. The contract covers the whole expected load of the new system, and its guarantees of origin are cancelled every quarter, so that the same energy is never counted twice. In a year of normal use the system will draw about 62 gigawatt-hours. If the contract falls short in any hour, the difference is reported, not averaged away.',
      ),
      heading('Cooling, and the use of the heat'),
      paragraph(
        'Outside air at the site is cold enough to cool the hall without compressors for all but a few days of the year; two compressors stand by for maintenance. Warm water leaves the racks at 45 degrees and feeds the district heating network of the town, which takes up to seven megawatts from October to April.',
      ),
      list(
        'Power usage effectiveness: 1.12 in the first year, 1.08 in the third, from meters at both sides.',
        'Share of the heat used again: 55 per cent in the first year, 75 in the third, from the invoices of the network.',
        'Water: 0.02 litres for each kilowatt-hour, from a yearly audit.',
      ),
      heading('How partner states can follow the figures'),
      paragraph(
        'Each partner state receives the same statement twice a year: energy drawn, heat delivered, the carbon intensity of each hour, and the share that its own users caused. The statement is made from meters, not from estimates, and an auditor named by the consortium checks one in four.',
      ),
    ],
  },
];
