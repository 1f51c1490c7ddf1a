import type { WebSocket } from 'ws';
import { RawEditor } from '../../../apps/api/test/raw-editor.js';
import type { World } from '../world/world.js';

/** A socket of somebody that keeps every byte it hears. */
export class Eavesdropper {
  private readonly frames: Buffer[] = [];

  private constructor(readonly editor: RawEditor) {
    const { socket } = editor as unknown as { readonly socket: WebSocket };
    socket.on('message', (data: Buffer) => void this.frames.push(data));
  }

  static async connect(world: World, name: string): Promise<Eavesdropper> {
    const { cookie } = world.caller(name);
    const editor = await RawEditor.connect(world.server.url, { cookie, origin: world.server.url });
    if (typeof editor === 'number') throw new Error(`The socket of ${name} was refused with ${editor}`);
    return new Eavesdropper(editor);
  }

  /** Everything heard so far, as it is. */
  get heard(): string {
    return Buffer.concat(this.frames).toString('latin1');
  }
}
