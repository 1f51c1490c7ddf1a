import { type ImageView, mostImageBytes, sendImage } from '@concordat/contracts';
import { call } from '../../platform/client.js';
import { RefusalError } from '../../platform/refusal-error.js';
import { platformText } from '../../platform/i18n.js';

/** Sends a picture and answers what it came to; rejects with a {@link RefusalError}. */
export type SendPicture = (picture: Blob) => Promise<ImageView>;

/** Sends pictures for a section. One that is too large is not sent at all. */
export const senderFor =
  (sectionId: string, tooLarge: string): SendPicture =>
  async (picture) => {
    if (picture.size > mostImageBytes)
      throw new RefusalError({ code: 'image.too_large', message: tooLarge, status: 413 });
    return call(sendImage, { params: { sectionId }, body: { content: await base64Of(picture) } });
  };

/** What went wrong, as a sentence for whoever sent it. */
export const sentenceOf = (error: unknown): string =>
  error instanceof RefusalError ? error.message : platformText('refusal.internal');

function base64Of(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(new Error('The picture could not be read')));
    reader.readAsDataURL(picture);
  });
}
