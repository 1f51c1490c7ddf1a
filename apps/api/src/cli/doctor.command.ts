import { parseArgs } from 'node:util';
import { readConfig } from '../platform/config/index.js';
import { type Command, counted } from './command.js';
import { checkDatabase } from './doctor/database-checks.js';
import { type Finding, wrong } from './doctor/finding.js';
import { checkMachine } from './doctor/machine-checks.js';
import { explainCommandFailure } from './failure.js';
import { withDatabase } from './installation.js';

const usage = `doctor [--deep]
    Looks at the machine, the database and what is in it, and says what is wrong and what to do. Changes nothing.
    --deep reads every row of every log instead of a sample.`;

const marks = { good: 'good     ', attention: 'ATTENTION', wrong: 'WRONG    ' } as const;

/** Says how an installation is. */
export const doctorCommand: Command = {
  usage,
  async run({ args, env, say }) {
    const { values } = parseArgs({ args: [...args], options: { deep: { type: 'boolean', default: false } } });
    const config = readConfig(env);
    const machine = await checkMachine(config);
    tell(say, machine);
    const database = await withDatabase(config, say, (superuserUrl) =>
      checkDatabase(superuserUrl, config.dataDir, values.deep),
    ).catch((error: unknown) => [wrong(explainCommandFailure(error).sentence)]);
    tell(say, database);
    const findings = [...machine, ...database];
    const count = (verdict: Finding['verdict']): number =>
      findings.filter((finding) => finding.verdict === verdict).length;
    say(
      `\n${counted(findings.length, 'check')}: ${count('good')} good, ${count('attention')} to see to, ${count('wrong')} wrong.`,
    );
    return count('wrong') > 0 ? 1 : 0;
  },
};

function tell(say: (line: string) => void, findings: readonly Finding[]): void {
  for (const { verdict, sentence } of findings) say(`${marks[verdict]}  ${sentence}`);
}
