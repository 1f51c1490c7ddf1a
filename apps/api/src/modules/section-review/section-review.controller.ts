import { Controller } from '@nestjs/common';
import {
  askAgainForReview,
  cancelReviewRound,
  closeReviewRound,
  giveVerdict,
  listReviews,
  readSectionReview,
  requestReview,
} from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { SectionReviewService } from './section-review.service.js';

@Controller()
export class SectionReviewController {
  constructor(private readonly reviews: SectionReviewService) {}

  @Serve(listReviews)
  list(ctx: RequestContext, { params }: InputOf<typeof listReviews>) {
    return this.reviews.list(ctx, params.proposalId);
  }

  @Serve(readSectionReview)
  read(ctx: RequestContext, { params }: InputOf<typeof readSectionReview>) {
    return this.reviews.read(ctx, params.sectionId);
  }

  @Serve(requestReview)
  request(ctx: RequestContext, { params, body }: InputOf<typeof requestReview>) {
    return this.reviews.request(ctx, params.sectionId, body);
  }

  @Serve(giveVerdict)
  giveVerdict(ctx: RequestContext, { params, body }: InputOf<typeof giveVerdict>) {
    return this.reviews.giveVerdict(ctx, params.roundId, body);
  }

  @Serve(askAgainForReview)
  askAgain(ctx: RequestContext, { params, body }: InputOf<typeof askAgainForReview>) {
    return this.reviews.askAgain(ctx, params.roundId, body);
  }

  @Serve(closeReviewRound)
  close(ctx: RequestContext, { params, body }: InputOf<typeof closeReviewRound>) {
    return this.reviews.close(ctx, params.roundId, body);
  }

  @Serve(cancelReviewRound)
  cancel(ctx: RequestContext, { params, body }: InputOf<typeof cancelReviewRound>) {
    return this.reviews.cancel(ctx, params.roundId, body.version);
  }
}
