import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { deviceChoice, type DeviceChoice } from '../../platform/device-choice.js';

/** Whether somebody hides their caret from the others, on this device. */
export const caretHidden = (personId: string): DeviceChoice =>
  deviceChoice(`concordat.caret-hidden.${personId}`);

/**
 * What this browser tells the others of its person. A hidden caret is kept back here, before any road to the server:
 * nothing that is sent says where it is.
 */
export class OwnAwareness extends Awareness {
  private readonly hidden: DeviceChoice;
  private readonly stop: () => void;

  constructor(doc: Y.Doc, personId: string) {
    super(doc);
    this.hidden = caretHidden(personId);
    this.stop = this.hidden.subscribe(() => {
      if (this.hidden.now()) this.setLocalStateField('cursor', null);
    });
  }

  override setLocalStateField(field: string, value: unknown): void {
    if (field !== 'cursor' || !this.hidden.now()) return super.setLocalStateField(field, value);
    const told: unknown = this.getLocalState()?.['cursor'] ?? null;
    if (told !== null) super.setLocalStateField(field, null);
  }

  override destroy(): void {
    this.stop();
    super.destroy();
  }
}
