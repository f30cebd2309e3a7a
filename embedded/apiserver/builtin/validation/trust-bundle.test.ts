import { expect } from 'chai';
import type { KubeObject } from '../../../../apimachinery/types.ts';
import { makeServingCertificate } from '../../server/certificates.ts';
import { validateTrustBundle } from './trust-bundle.ts';

const SIGNER = 'example.com/signer';

describe('embedded API server: ClusterTrustBundles', () => {
  let certificate: string;
  before(async () => {
    certificate = (await makeServingCertificate('127.0.0.1')).caPem;
  });

  function bundle(name: string, trustBundle: string, signerName?: string): KubeObject {
    const spec = { trustBundle, ...(signerName && { signerName }) };
    return { apiVersion: 'certificates.k8s.io/v1beta1', kind: 'ClusterTrustBundle', metadata: { name }, spec };
  }
  const judge = (object: KubeObject, old?: KubeObject) =>
    validateTrustBundle(object, old).map(({ field, message }) => `${field}: ${message}`);

  it('hold certificates, and nothing else', () => {
    expect(judge(bundle('a', `${certificate}\n${certificate}`))).to.deep.equal([]);
    expect(judge(bundle('a', ''))[0]).to.contain('at least one trust anchor must be provided');
    const [fault = ''] = judge(bundle('a', `${certificate}\n${certificate.replaceAll('CERTIFICATE', 'PRIVATE KEY')}`));
    expect(fault).to.match(/^spec.trustBundle: .*entry 1 has bad block type: PRIVATE KEY$/);
    const broken = '-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n';
    expect(judge(bundle('a', broken))[0]).to.match(/entry 0 does not parse as X.509$/);
  });

  it('are named after their signer, where they have one, for good', () => {
    const signed = bundle('example.com:signer:a', certificate, SIGNER);
    expect(judge(signed, signed)).to.deep.equal([]);
    expect(judge(bundle('a', certificate, SIGNER))[0]).to.match(/^metadata.name: .*prefix example.com:signer:$/);
    expect(judge(bundle('a:b', certificate))[0]).to.contain('must not have ":" in its name');
    expect(judge(bundle('example.com:signer:A', certificate, SIGNER))[0]).to.contain('RFC 1123 subdomain');
    expect(judge(bundle('example.com:signer:a', certificate), signed).join()).to.contain('field is immutable');
  });
});
