import { expect } from 'chai';
import type { FrontendTls } from '../../model/gateway.ts';
import { buildBackend, buildConfigMap, buildGateway, buildRoute, buildRule, buildSecret } from '../../testing.ts';
import { type Authority, buildAuthority } from '../../testing-tls.ts';
import { sendRequest } from '../testing.ts';
import { backendAddress, createFixture, type Fixture, frontendsOfGateway } from '../testing-fixture.ts';

describe('clients of HTTPS listeners', () => {
  let fixture: Fixture;
  let known: Authority;
  let stranger: Authority;
  before(async () => {
    // Of the same name, as authorities that are made anew are.
    [known, stranger] = await Promise.all([buildAuthority('clients'), buildAuthority('clients')]);
  });
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(() => fixture.close());

  const refs = [{ group: '', kind: 'ConfigMap', name: 'clients' }];

  /** Asks with a certificate of each authority, and without; tells which is served. */
  async function served(frontend: FrontendTls, port: number): Promise<string[]> {
    const certificateRefs = [{ name: 'cert' }];
    const listener = (number: number) => ({
      name: `p-${number}`,
      hostname: 'a.example.com',
      port: number,
      protocol: 'HTTPS',
      tls: { certificateRefs },
    });
    const gateway = buildGateway('gw', [listener(443), listener(8443)]);
    const frontends = frontendsOfGateway(
      { ...gateway, spec: { ...gateway.spec, tls: { frontend } } },
      buildSecret('cert', await known.issue('a.example.com')),
      buildConfigMap('clients', { 'ca.crt': known.certificate }),
      ...buildBackend('v1', backendAddress),
      buildRoute('r', { rules: [buildRule('/', 'v1')] }),
    );
    await fixture.serve(frontends);
    const pairs = { known: await known.issue('client'), stranger: await stranger.issue('client'), nobody: undefined };
    const answers = Object.entries(pairs).map(async ([name, pair]) => {
      const certificate = pair ? { cert: pair.certificate, key: pair.privateKey } : {};
      const place = fixture.placeOf(frontends, port);
      const options = { headers: { Host: 'a.example.com' }, ...certificate };
      // A client need not send a server name.
      const replies = ['a.example.com', ''].map((serverName) =>
        sendRequest(place, { serverName, ...options }).catch(() => undefined),
      );
      const statuses = (await Promise.all(replies)).map((reply) => reply?.status);
      expect(statuses[0], name).to.equal(statuses[1]);
      return statuses[0] === 200 ? name : [];
    });
    return (await Promise.all(answers)).flat();
  }

  it('are all served where nothing is asked of them', async () => {
    expect(await served({}, 443)).to.deep.equal(['known', 'stranger', 'nobody']);
  });

  it('must show a certificate of a known authority', async () => {
    expect(await served({ default: { validation: { caCertificateRefs: refs } } }, 443)).to.deep.equal(['known']);
  });

  it('may show what they like where the fallback is allowed', async () => {
    const validation = { caCertificateRefs: refs, mode: 'AllowInsecureFallback' };
    expect(await served({ default: { validation } }, 443)).to.deep.equal(['known', 'stranger', 'nobody']);
  });

  it('are asked what the port says, in place of the default', async () => {
    const perPort = [{ port: 8443, tls: {} }];
    const frontend = { default: { validation: { caCertificateRefs: refs } }, perPort };
    expect(await served(frontend, 443)).to.deep.equal(['known']);
    expect(await served(frontend, 8443)).to.deep.equal(['known', 'stranger', 'nobody']);
  });
});
