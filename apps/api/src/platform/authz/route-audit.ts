import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { NEEDS } from './serve.js';

/** Stops the boot when any route does not say what it needs. */
@Injectable()
export class RouteAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const bare = this.discovery.getControllers().flatMap(({ instance, name }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((method) => this.isBareRoute(prototype[method]))
        .map((method) => `${name}.${method}`);
    });
    if (bare.length > 0) throw new Error(`Routes that declare no need: ${bare.join(', ')}`);
  }

  private isBareRoute(method: (() => unknown) | undefined): boolean {
    return (
      method !== undefined &&
      Reflect.hasMetadata(PATH_METADATA, method) &&
      this.reflector.get(NEEDS, method) === undefined
    );
  }
}
