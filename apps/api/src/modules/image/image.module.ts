import { Module } from '@nestjs/common';
import { SectionModule } from '../section/index.js';
import { ImageController } from './image.controller.js';
import { ImageDoor } from './image.door.js';
import { ImageRepository } from './image.repository.js';
import { ImageService } from './image.service.js';
import { ImageWorkshop } from './workshop/image-workshop.js';

@Module({
  imports: [SectionModule],
  controllers: [ImageController],
  providers: [ImageDoor, ImageRepository, ImageService, ImageWorkshop],
  exports: [ImageRepository],
})
export class ImageModule {}
