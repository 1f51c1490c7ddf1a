import { Controller, Res, UseGuards } from '@nestjs/common';
import { sendImage, showImage } from '@concordat/contracts';
import type { Response } from 'express';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { ImageDoor } from './image.door.js';
import { ImageService } from './image.service.js';

const endings = { 'image/png': 'png', 'image/jpeg': 'jpg' } as const;

@Controller()
export class ImageController {
  constructor(private readonly images: ImageService) {}

  @UseGuards(ImageDoor)
  @Serve(sendImage)
  send(ctx: RequestContext, { params, body }: InputOf<typeof sendImage>) {
    return this.images.send(ctx, params.sectionId, body);
  }

  /** A page shows it in its text; opened by itself it is a file in a sandbox. */
  @Serve(showImage)
  async show(
    ctx: RequestContext,
    { params }: InputOf<typeof showImage>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { id, mediaType, bytes } = await this.images.show(ctx, params.sectionId, params.imageId);
    response.setHeader('content-type', mediaType);
    response.setHeader('content-disposition', `attachment; filename="${id}.${endings[mediaType]}"`);
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    return bytes;
  }
}
