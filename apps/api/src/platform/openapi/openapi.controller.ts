import type { Endpoint } from '@concordat/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ENDPOINT, Needs } from '../authz/index.js';
import type { Config } from '../config/index.js';
import { CONFIG, cookieName } from '../settings/index.js';
import { openApiDocument } from './openapi-document.js';

@Controller()
export class OpenApiController {
  private document: ReturnType<typeof openApiDocument> | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('api/openapi.json')
  @Needs('nobody')
  read(): object {
    return (this.document ??= openApiDocument(this.served(), cookieName(this.config)));
  }

  private served(): Endpoint[] {
    return this.discovery.getControllers().flatMap(({ instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method = prototype[name];
        const served = method && this.reflector.get<Endpoint | undefined>(ENDPOINT, method);
        return served ? [served] : [];
      });
    });
  }
}
