import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { BackendTls, Certificate } from '../../scenario/env.ts';
import { declaredBackends } from '../../scenario/resolve-backends.ts';
import type { Authority } from '../certificates/index.ts';
import type { Names } from '../names/index.ts';
import { servesOverTls } from './backends.ts';

export interface BackendCertificates {
  backendTls: BackendTls;
  issueForBackends(): Promise<Certificate>;
}

/**
 * One certificate for all backends: shared pods stand behind many scenarios. It is for names of the run, and for the
 * domains of the scenarios whose routes may pass TLS through to them.
 * @param names of the first attempt, and of the second one that a failed scenario gets
 */
export function createBackendCertificates(
  authority: Authority,
  definitions: readonly ScenarioDefinition[],
  names: readonly [Names, ...Names[]],
): BackendCertificates {
  const hostname = `${names[0].base('backends')}.example.com`;
  const uri = `spiffe://${hostname}/backend`;
  const passing = definitions.filter((definition) => Object.values(declaredBackends(definition)).some(isServedOverTls));
  const domains = passing.flatMap(({ id }) => names.map((one) => one.scenario(id).domain));
  const dnsNames = [hostname, ...new Set(domains.flatMap((domain) => [domain, `*.${domain}`]))];
  let issued: Promise<Certificate> | undefined;
  return {
    backendTls: { hostname, uri, authority: authority.certificate },
    issueForBackends() {
      issued ??= authority.issue(dnsNames, { uris: [uri] });
      return issued;
    },
  };
}

function isServedOverTls({ serves = ['http'] }: ReturnType<typeof declaredBackends>[string]): boolean {
  return servesOverTls(serves.map((one) => (typeof one === 'string' ? one : one.serves)));
}
