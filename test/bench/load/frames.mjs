import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** The frames of the collaboration protocol, by hand: a provider would cost more than what is measured. */
export const kinds = { sync: 0, awareness: 1, auth: 2, stateless: 5, close: 7, status: 8 };

/** Makes the frame of one kind for a section; `write` adds its content. */
export function frame(section, kind, write) {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, section);
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export const tokenFrame = (section, token) =>
  frame(section, kinds.auth, (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, token);
  });

/** step 0 asks with a state vector, 1 answers, 2 is an update. */
export const syncFrame = (section, step, bytes) =>
  frame(section, kinds.sync, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });

export const awarenessFrame = (section, bytes) =>
  frame(section, kinds.awareness, (encoder) => encoding.writeVarUint8Array(encoder, bytes));

/** Reads a frame: its kind and a decoder that stands behind it. */
export function open(data) {
  const decoder = decoding.createDecoder(data);
  decoding.readVarString(decoder);
  return { kind: decoding.readVarUint(decoder), decoder };
}

export { decoding };
