import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Kinds of frames that are ours to read; all others are Hocuspocus' own business. */
export const frameKinds = { sync: 0, awareness: 1, syncReply: 4, status: 8 } as const;

/** What a frame about the text is: a question with a state vector, its answer, or a change. */
export const syncSteps = { question: 0, answer: 1, change: 2 } as const;

/** The head of a frame, and its content still to be read. */
export interface Frame {
  /** The section, as the client addresses it. */
  readonly address: string;
  readonly kind: number;
  readonly content: decoding.Decoder;
}

/** Reads the head of a frame; null for bytes that are none. */
export function readFrame(data: Uint8Array): Frame | null {
  try {
    const content = decoding.createDecoder(data);
    return { address: decoding.readVarString(content), kind: decoding.readVarUint(content), content };
  } catch {
    // The bytes came from outside; whoever takes what is no frame says so.
    return null;
  }
}

/** Makes a frame about the text. */
export function syncFrame(address: string, step: number, bytes: Uint8Array): Uint8Array {
  return frame(address, frameKinds.sync, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** Says whether a change is stored. */
export function statusFrame(address: string, isStored: boolean): Uint8Array {
  return frame(address, frameKinds.status, (encoder) => encoding.writeVarUint(encoder, isStored ? 1 : 0));
}

function frame(address: string, kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, address);
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
