import { randomUUID } from 'node:crypto';
import { requestTicket, type TicketView } from '@concordat/contracts';
import { plainText, readSection, schemaVersion } from '@concordat/document';
import type { ProposalRole } from '@concordat/domain';
import { HttpEditor, ScriptedEditor } from '@concordat/testing';
import * as Y from 'yjs';
import { type Agent, startTestServer, type TestServer } from '../src/testing/index.js';
import { type ProposalForTests, ProposalWorld } from './proposal-world.js';
import { RawEditor } from './raw-editor.js';

/** A proposal of Finland with Poland on a listening server, and editors of its sections. */
export class CollabWorld {
  private sections = 0;
  private readonly open: { close(): void }[] = [];

  private constructor(
    readonly server: TestServer,
    readonly world: ProposalWorld,
    readonly proposal: ProposalForTests,
    readonly polandId: string,
  ) {}

  static async start(): Promise<CollabWorld> {
    const server = await startTestServer();
    const world = new ProposalWorld(server);
    const proposal = await world.proposal(await world.call(), 'NORTH', 'FI');
    return new CollabWorld(server, world, proposal, await world.partner(proposal, 'PL'));
  }

  async stop(): Promise<void> {
    this.leave();
    await this.server.stop();
  }

  /** Closes the editors that a test opened. */
  leave(): void {
    for (const editor of this.open.splice(0)) editor.close();
  }

  get coordinator(): Agent {
    return this.proposal.coordinator;
  }

  /** A person of Poland with these roles. */
  colleague(...roles: readonly ProposalRole[]) {
    return this.world.colleague(this.proposal.id, this.polandId, roles);
  }

  /** A new section of the proposal, with its lead where one is named. */
  async section(leadPersonId: string | null = null, proposalId = this.proposal.id): Promise<string> {
    const id = randomUUID();
    this.sections += 1;
    await this.server.sql(
      'insert into section (id, proposal_id, number, title, position, lead_person_id) values ($1, $2, $3, $3, $4, $5)',
      [id, proposalId, `T${this.sections}`, 100 + this.sections, leadPersonId],
    );
    return id;
  }

  ticket(agent: Agent, sectionId: string, deviceId: string = randomUUID()): Promise<TicketView> {
    return agent.get(requestTicket, { params: { sectionId }, body: { deviceId, schemaVersion } });
  }

  /** Opens a section as a person in an editor without a screen. */
  async editor(agent: Agent, sectionId: string, deviceId: string = randomUUID()): Promise<ScriptedEditor> {
    const editor = await ScriptedEditor.open({
      origin: this.server.url,
      sectionId,
      cookie: agent.cookie ?? '',
      ticket: async () => (await this.ticket(agent, sectionId, deviceId)).ticket,
    });
    this.open.push(editor);
    return editor;
  }

  /** Opens a section as a person in an editor without a screen and without a socket. */
  async httpEditor(
    agent: Agent,
    sectionId: string,
    { deviceId = randomUUID(), fetch: carry = fetch, origin = this.server.url } = {},
  ): Promise<HttpEditor> {
    const editor = await HttpEditor.open({
      origin,
      sectionId,
      cookie: agent.cookie ?? '',
      fetch: carry,
      ticket: async () => (await this.ticket(agent, sectionId, deviceId)).ticket,
    });
    this.open.push(editor);
    return editor;
  }

  /** A socket of a person that has shown no ticket yet. */
  async socket(agent: Agent): Promise<RawEditor> {
    const raw = await RawEditor.connect(this.server.url, { cookie: agent.cookie, origin: this.server.url });
    if (typeof raw === 'number') throw new Error(`The socket was refused with ${raw}`);
    this.open.push({ close: () => raw.leave() });
    return raw;
  }

  /** A socket of a person on a section, ready to send anything. */
  async attacker(agent: Agent, sectionId: string, deviceId: string = randomUUID()): Promise<RawEditor> {
    const raw = await this.socket(agent);
    const { ticket } = await this.ticket(agent, sectionId, deviceId);
    const answer = await raw.join(sectionId, ticket);
    if (answer !== 'opened') throw new Error(`The ticket was refused: ${answer}`);
    return raw;
  }

  /** The text as the log has it, read past every right. */
  async stored(sectionId: string): Promise<{ readonly rows: number; readonly text: string }> {
    const rows = await this.server.sql<{ bytes: Buffer }>(
      'select bytes from section_update where section_id = $1 order by seq',
      [sectionId],
    );
    const doc = new Y.Doc();
    for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
    return { rows: rows.length, text: plainText(readSection(doc)) };
  }
}
