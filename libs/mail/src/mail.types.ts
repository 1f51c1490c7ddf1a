import type { AlarmFacts, AlarmKind } from '@concordat/contracts';
import type { DeadlineKind, VerdictKind } from '@concordat/domain';

/** Who reads it, as far as writing needs to know. */
export interface MailReader {
  /** IANA zone in which the reader's own time is given beside the official one. */
  readonly zone: string;
}

/** The proposal a mail is about. */
export interface MailProposal {
  readonly acronym: string;
  /** Practice proposals say so in the subject. */
  readonly isPractice: boolean;
}

/** A section: its number always, its title only where it comes from the call's template. */
export interface MailSection {
  readonly number: string;
  readonly title: string | null;
}

/** An instant with the IANA zone of its rule. */
export interface MailMoment {
  readonly at: Date;
  readonly zone: string;
}

/** A deadline in a mail. */
export interface MailDeadline {
  readonly deadlineKind: DeadlineKind;
  /** The name people gave to a deadline of their own. */
  readonly title: string | null;
  readonly section: MailSection | null;
  readonly due: MailMoment;
}

/** Reminders that could not be sent when they were due. */
export interface MissedReminders {
  readonly count: number;
  /** When the earliest of them was due. */
  readonly since: MailMoment;
}

interface InProposal {
  readonly proposal: MailProposal;
  /** Absolute address of the screen where it can be acted on. */
  readonly link: string;
}

/** What may happen to the proofs of an account. */
export type SecondFactorKind =
  | 'second_factor_added'
  | 'second_factor_removed'
  | 'second_factor_reset'
  | 'recovery_code_used'
  | 'passkey_copied';

/** Everything a mail may say. No proposal text, comment or reason is among it. */
export type MailFacts =
  | (InProposal &
      MailDeadline & {
        readonly kind: 'deadline_approaching';
        /** Null where it comes in time. */
        readonly missed: MissedReminders | null;
      })
  | (InProposal & {
      /** Several reminders of one person in one mail. */
      readonly kind: 'deadlines_approaching';
      /** At least two, the earliest first; `passed` where it was before the mail was written. */
      readonly deadlines: readonly (MailDeadline & { readonly passed: boolean })[];
      readonly missed: MissedReminders | null;
    })
  | (InProposal & {
      readonly kind: 'section_assigned';
      readonly section: MailSection;
      readonly due: MailMoment | null;
    })
  | (InProposal & {
      readonly kind: 'review_requested' | 'review_asked_again';
      readonly section: MailSection;
      readonly due: MailMoment;
    })
  | (InProposal & {
      readonly kind: 'verdict_given';
      readonly section: MailSection;
      readonly stateName: string;
      readonly verdict: VerdictKind;
    })
  | (InProposal & { readonly kind: 'section_approved'; readonly section: MailSection })
  | (InProposal & {
      readonly kind: 'nudge';
      readonly section: MailSection;
      readonly due: MailMoment | null;
    })
  | (InProposal & {
      readonly kind: 'cut_off_moved';
      readonly from: MailMoment;
      readonly to: MailMoment;
    })
  | (InProposal & { readonly kind: 'proposal_frozen' | 'proposal_thawed' | 'membership_ended' })
  | (InProposal & { readonly kind: 'comments_waiting' })
  | (InProposal & {
      readonly kind: 'submission_receipt';
      readonly number: number;
      readonly decided: MailMoment;
    })
  | {
      readonly kind: 'invitation';
      /** Null for an invitation to the installation itself. */
      readonly proposal: MailProposal | null;
      readonly expires: MailMoment;
      readonly link: string;
    }
  | {
      readonly kind: 'password_link' | 'address_link';
      readonly expires: MailMoment;
      readonly link: string;
    }
  | {
      readonly kind: 'address_change_asked' | 'address_changed';
      readonly happened: MailMoment;
      readonly link: string;
    }
  | { readonly kind: 'password_changed'; readonly changed: MailMoment; readonly link: string }
  | {
      readonly kind: SecondFactorKind;
      readonly happened: MailMoment;
      readonly link: string;
    }
  | {
      readonly kind: 'alarm_raised';
      readonly alarm: { readonly kind: AlarmKind; readonly facts: AlarmFacts; readonly subject: string };
      readonly raised: MailMoment;
      readonly link: string;
    };

/** The facts of one kind of mail. */
export type FactsOf<K extends MailFacts['kind']> = MailFacts extends infer F
  ? F extends { readonly kind: infer Kinds }
    ? K extends Kinds
      ? F
      : never
    : never
  : never;

/** What stands in a mail, before it is laid out. */
export interface MailContent {
  /** What, where, when. */
  readonly subject: string;
  /** The first line: why the reader gets it. */
  readonly why: string;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly button: { readonly label: string; readonly href: string };
  /** Why it cannot be switched off, for mails that cannot. */
  readonly footer: string;
}

/** A mail ready to be handed over: subject on one line, both parts complete. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
