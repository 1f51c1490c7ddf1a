import { gif, jpegWith, png, webp } from '../../../../test/pictures.js';
import { defaultWorkshopLimits, ImageWorkshop } from './image-workshop.js';
import { readImageHead } from './image-head.js';

describe('the workshop of pictures', () => {
  const workshop = new ImageWorkshop();
  afterAll(() => workshop.onModuleDestroy());

  it.each([
    ['PNG', png(30, 20), 'image/png'],
    ['WebP', webp, 'image/png'],
    ['GIF', gif, 'image/png'],
  ])('makes a %s anew', async (_, bytes, mediaType) => {
    const before = readImageHead(bytes);
    const made = await workshop.remake(bytes);
    expect(made.mediaType).toBe(mediaType);
    expect(readImageHead(Buffer.from(made.bytes))).toMatchObject({ ...Object(before), kind: 'png' });
  });

  it('turns a photograph upright and leaves out what the camera wrote', async () => {
    const made = await workshop.remake(jpegWith('GPS-SECRET'));
    expect(made).toMatchObject({ mediaType: 'image/jpeg', width: 8, height: 16 });
    expect(Buffer.from(made.bytes).includes('GPS-SECRET')).toBe(false);
    expect(Buffer.from(made.bytes).includes('Exif')).toBe(false);
  });

  it('leaves out words and whatever hangs behind a picture', async () => {
    const made = await workshop.remake(
      Buffer.concat([png(4, 4, { words: 'SECRET' }), Buffer.from('<script>')]),
    );
    expect(Buffer.from(made.bytes).includes('SECRET')).toBe(false);
    expect(Buffer.from(made.bytes).includes('<script>')).toBe(false);
  });

  it('makes a large one fit a page', async () => {
    expect(await workshop.remake(png(4800, 1200))).toMatchObject({ width: 2400, height: 600 });
  });

  it.each([
    ['a size that is a lie', png(1, 1, { claims: [40_000, 40_000] }), 'image.too_many_pixels'],
    ['no size at all', png(1, 1, { claims: [0, 7] }), 'image.damaged'],
    ['fewer pixels than it says', png(1, 1, { claims: [900, 900] }), 'image.damaged'],
    ['more bytes than are taken', Buffer.alloc(10 * 1_048_576 + 1), 'image.too_large'],
  ])('refuses %s', async (_, bytes, code) => {
    await expect(workshop.remake(bytes)).rejects.toMatchObject({ code });
  });

  it('gives up what takes too much memory or time, and takes the next', async () => {
    const heavy = png(4800, 4800);
    const [memory, time, next] = await Promise.allSettled([
      workshop.remake(heavy, { ...defaultWorkshopLimits, memory: 60 * 1_048_576 }),
      workshop.remake(heavy, { ...defaultWorkshopLimits, timeMs: 20 }),
      workshop.remake(png(4, 4)),
    ]);
    expect(memory).toMatchObject({ reason: { code: 'image.too_heavy' } });
    expect(time).toMatchObject({ reason: { code: 'image.too_heavy' } });
    expect(next).toMatchObject({ value: { width: 4 } });
  });
});
