import { Id } from '@concordat/contracts';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { contextOf } from '../../platform/authz/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';
import { isTooLargeForImage, readImageBody } from '../../platform/http/index.js';
import { ImageService } from './image.service.js';

/** Lets a picture in only after it is known that its sender may send it: megabytes of strangers are not even read. */
@Injectable()
export class ImageDoor implements CanActivate {
  constructor(private readonly images: ImageService) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const http = execution.switchToHttp();
    const request = http.getRequest<Request>();
    const sectionId = Id.safeParse(request.params['sectionId']);
    if (!sectionId.success) throw notFound();
    if (isTooLargeForImage(request)) throw new Refusal('image.too_large');
    await this.images.requireRoom(contextOf(request), sectionId.data);
    await readImageBody(request, http.getResponse<Response>());
    return true;
  }
}
