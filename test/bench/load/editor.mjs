import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { awarenessFrame, decoding, kinds, open, syncFrame, tokenFrame } from './frames.mjs';

const now = () => performance.now();

/**
 * One editor without a screen: it types into a paragraph of its own. Only watchers read what others write; from the
 * rest, bytes are counted and nothing is decoded, so that the load costs less than the server that is measured.
 */
export class Editor {
  doc = new Y.Doc();
  typedAt = [];
  latencies = [];
  acknowledged = [];
  waiting = [];
  bytes = 0;
  frames = 0;
  refusals = [];
  seen = new Map();
  #socket;
  #settle;

  /** @param all every editor by client id: who typed what, and when */
  constructor(plan, all) {
    this.plan = plan;
    this.all = all;
    this.doc.on('update', (update, origin) => {
      if (origin === this || !this.#socket) return;
      this.waiting.push(now());
      this.#socket.send(syncFrame(this.plan.section, 2, update));
    });
    all.set(this.doc.clientID, this);
  }

  /** Resolves with the milliseconds from the first byte to the section's text being here. */
  connect(token = this.plan.token) {
    const { url, dialect, section, headers } = this.plan;
    const from = now();
    const socket = new WebSocket(dialect === 'relay' ? `${url}/${section}` : url, {
      headers,
      perMessageDeflate: false,
    });
    this.#socket = socket;
    return new Promise((resolve, reject) => {
      this.#settle = () => resolve(now() - from);
      socket.on('open', () =>
        dialect === 'relay' ? this.#settle() : socket.send(tokenFrame(section, token)),
      );
      socket.on('message', (data) => this.#receive(data));
      socket.on('error', reject);
      socket.on('close', (code) =>
        reject(new Error(`the socket closed with ${code}: ${this.refusals.at(-1)}`)),
      );
    });
  }

  close() {
    return new Promise((resolve) => {
      const socket = this.#socket;
      this.#socket = undefined;
      socket.removeAllListeners('close').removeAllListeners('message');
      socket.on('close', resolve).close();
    });
  }

  /** The network goes away without a word. */
  drop() {
    this.waiting = [];
    const socket = this.#socket;
    this.#socket = undefined;
    socket.removeAllListeners('close').removeAllListeners('message').terminate();
  }

  /** Sends a change that was made elsewhere and waits until it is called saved. */
  async bring(update) {
    const before = this.acknowledged.length;
    this.waiting.push(now());
    this.#socket.send(syncFrame(this.plan.section, 2, update));
    while (this.acknowledged.length === before) {
      if (this.refusals.length > 0) throw new Error(this.refusals.join(' '));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** Begins the paragraph in which this editor types. */
  begin(words = 'word') {
    const paragraph = new Y.XmlElement('paragraph');
    this.text = new Y.XmlText(words);
    paragraph.insert(0, [this.text]);
    this.doc.getXmlFragment('text').insert(0, [paragraph]);
    if (!this.plan.cursors) return;
    this.awareness = new Awareness(this.doc);
    this.#point();
  }

  type() {
    const clock = Y.getState(this.doc.store, this.doc.clientID);
    this.typedAt[clock] = now();
    this.text.insert(this.text.length, 'e');
    if (this.awareness) this.#point();
  }

  /** Says where the caret is, as an editor does after each key. */
  #point() {
    const place = Y.relativePositionToJSON(
      Y.createRelativePositionFromTypeIndex(this.text, this.text.length, -1),
    );
    this.awareness.setLocalState({
      user: { name: `Writer ${this.doc.clientID}`, color: '#1d5fbf' },
      cursor: { anchor: place, head: place },
    });
    const update = encodeAwarenessUpdate(this.awareness, [this.doc.clientID]);
    this.#socket?.send(awarenessFrame(this.plan.section, update));
  }

  #receive(data) {
    this.bytes += data.byteLength;
    this.frames += 1;
    const { kind, decoder } = open(data);
    if (kind === kinds.status) {
      const sent = this.waiting.shift();
      if (decoding.readVarUint(decoder) === 1 && sent !== undefined) this.acknowledged.push(now() - sent);
    } else if (kind === kinds.stateless || kind === kinds.close) {
      this.refusals.push(decoding.readVarString(decoder));
    } else if (kind === kinds.auth) this.#admitted(decoder);
    else if (kind === kinds.sync) this.#synchronise(decoder);
  }

  #admitted(decoder) {
    if (decoding.readVarUint(decoder) === 2)
      this.#socket.send(syncFrame(this.plan.section, 0, Y.encodeStateVector(this.doc)));
    else this.refusals.push(decoding.readVarString(decoder));
  }

  #synchronise(decoder) {
    const step = decoding.readVarUint(decoder);
    if (step === 2 && !this.plan.watches) return;
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      this.waiting.push(now());
      this.#socket.send(syncFrame(this.plan.section, 1, Y.encodeStateAsUpdate(this.doc, bytes)));
      return;
    }
    if (this.plan.watches) {
      Y.applyUpdate(this.doc, bytes, this);
      this.#note(bytes);
    }
    if (step === 1) this.#settle();
  }

  /** Which characters of others have arrived with an update, and how long each took. */
  #note(update) {
    const arrived = now();
    for (const [client, end] of Y.parseUpdateMeta(update).to) {
      const author = this.all.get(client);
      if (!author || author === this) continue;
      for (let clock = this.seen.get(client) ?? 0; clock < end; clock += 1) {
        const typed = author.typedAt[clock];
        if (typed !== undefined) this.latencies.push(arrived - typed);
      }
      this.seen.set(client, Math.max(end, this.seen.get(client) ?? 0));
    }
  }
}
