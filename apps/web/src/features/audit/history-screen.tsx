import {
  checkAudit,
  checkInstallationAudit,
  exportAudit,
  exportInstallationAudit,
  readAudit,
  readInstallationAudit,
} from '@concordat/contracts';
import { ScreenHead } from '@concordat/ui';
import { addressOf } from '../../platform/client.js';
import { useAddressPart, useAddressSearch } from '../../platform/place.js';
import { useEndpoint, useEndpointData, useEndpointMutation } from '../../platform/query.js';
import { kindsOfInstallation, kindsOfProposal, RecordSearch } from './audit.search.js';
import { Proof } from './proof.js';
import { RecordList } from './record-list.js';
import { useAuditText } from './text.js';

const queryOf = ({ kind, person, section, before }: RecordSearch) => ({
  kind,
  personId: person,
  sectionId: section,
  before,
});

/** Who did what in a proposal, for everybody who takes part in it. */
export function HistoryScreen() {
  const say = useAuditText();
  const [search, change] = useAddressSearch(RecordSearch);
  const params = { proposalId: useAddressPart('proposalId') };
  const { total, abilities } = useEndpointData(readAudit, { params });
  const record = useEndpoint(readAudit, { params, query: queryOf(search) }, { keepPrevious: true });
  const check = useEndpointMutation(checkAudit, { refresh: 'none' });
  const fileAt = (format: 'jsonl' | 'csv') => addressOf(exportAudit, { params, query: { format } });
  return (
    <>
      <ScreenHead title={say('history.title')} lede={say('history.lede', { total })} />
      <RecordList
        page={record.data}
        refusal={record.error}
        onAgain={() => void record.refetch()}
        kinds={kindsOfProposal}
        search={search}
        change={change}
      />
      <Proof
        result={check.data}
        refusal={check.error}
        isChecking={check.isPending}
        onCheck={() => check.mutate({ params })}
        fileAt={abilities['audit.export'] ? fileAt : null}
      />
    </>
  );
}

/** Who did what outside any proposal, for administrators. */
export function InstallationHistoryScreen() {
  const say = useAuditText();
  const [search, change] = useAddressSearch(RecordSearch);
  const { total } = useEndpointData(readInstallationAudit, {});
  const record = useEndpoint(readInstallationAudit, { query: queryOf(search) }, { keepPrevious: true });
  const check = useEndpointMutation(checkInstallationAudit, { refresh: 'none' });
  const fileAt = (format: 'jsonl' | 'csv') => addressOf(exportInstallationAudit, { query: { format } });
  return (
    <>
      <ScreenHead title={say('installation.title')} lede={say('installation.lede', { total })} />
      <RecordList
        page={record.data}
        refusal={record.error}
        onAgain={() => void record.refetch()}
        kinds={kindsOfInstallation}
        search={search}
        change={change}
      />
      <Proof
        result={check.data}
        refusal={check.error}
        isChecking={check.isPending}
        onCheck={() => check.mutate({})}
        fileAt={fileAt}
      />
    </>
  );
}
