import { endpoint } from '../platform/endpoint.js';
import {
  AskAgain,
  CancelRound,
  CloseRound,
  GiveVerdict,
  RequestReview,
  ReviewList,
  SectionReviewView,
} from './section-review.schemas.js';

export const listReviews = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/reviews',
  needs: 'section.read',
  summary: 'The review rounds of a proposal, what waits for the reader first.',
  response: ReviewList,
});

export const readSectionReview = endpoint({
  method: 'GET',
  path: '/sections/:sectionId/review',
  needs: 'section.read',
  summary: 'The current round of a section, and the rounds before it.',
  response: SectionReviewView,
});

export const requestReview = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/review-rounds',
  needs: 'review.request',
  summary: 'Asks states for their verdict on a section.',
  body: RequestReview,
  response: SectionReviewView,
});

export const giveVerdict = endpoint({
  method: 'POST',
  path: '/review-rounds/:roundId/verdicts',
  needs: 'verdict.give',
  summary: 'Approves, asks for changes or abstains, for a state that was asked.',
  body: GiveVerdict,
  response: SectionReviewView,
});

export const askAgainForReview = endpoint({
  method: 'POST',
  path: '/review-rounds/:roundId/ask-again',
  needs: 'review.request',
  summary: 'Answers the states that asked for changes and asks them to read again.',
  body: AskAgain,
  response: SectionReviewView,
});

export const closeReviewRound = endpoint({
  method: 'POST',
  path: '/review-rounds/:roundId/closing',
  needs: 'review.close',
  summary: 'Closes a round early with a reason, which approves the section.',
  body: CloseRound,
  response: SectionReviewView,
});

export const cancelReviewRound = endpoint({
  method: 'POST',
  path: '/review-rounds/:roundId/cancellation',
  needs: 'review.request',
  summary: 'Takes a request for review back.',
  body: CancelRound,
  response: SectionReviewView,
});
