import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Needs } from '../../platform/authz/index.js';
import { HealthService, type Health } from './health.service.js';

@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Needs('nobody')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Needs('nobody')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const health = await this.health.read();
    response.status(health.status === 'ready' ? 200 : 503);
    return health;
  }
}
