import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { findType } from '../../../apimachinery/kinds/read.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { makeBuiltinResources } from '../builtin/resources.ts';
import { type Answer, startTestServer, type TestClient, widget } from '../testing.ts';
import { decodeProtobuf } from './decode.ts';
import { encodeProtobuf } from './encode.ts';

const TYPE = 'application/vnd.kubernetes.protobuf';

/** Objects as Go's own encoders write them, by scripts/kubernetes-types. */
const samples = readFileSync(new URL('./samples.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { json: JsonObject; protobuf: string });

describe('embedded API server: protobuf', () => {
  for (const kind of new Set(samples.map(({ json }) => `${json.apiVersion} ${json.kind}`))) {
    it(`reads and writes ${kind}`, () => {
      for (const { json, protobuf } of samples.filter((one) => `${one.json.apiVersion} ${one.json.kind}` === kind)) {
        const decoded = decodeProtobuf(Buffer.from(protobuf, 'base64'));
        expect(decoded).to.deep.equal(dropNulls(json));
        expect(decodeProtobuf(encodeProtobuf(decoded) ?? Buffer.alloc(0))).to.deep.equal(decoded);
      }
    });
  }

  it('knows the fields of every built-in kind', () => {
    const unknown = makeBuiltinResources().filter(({ apiVersion, kind }) => !findType(apiVersion, kind));
    expect(unknown.map(({ kind }) => kind)).to.deep.equal([]);
  });

  it('refuses what is no object in protobuf, however it is cut or changed', () => {
    const bytes = Buffer.from(samples.find(({ json }) => json.kind === 'Pod')?.protobuf ?? '', 'base64');
    expect(() => decodeProtobuf(Buffer.from('{}'))).to.throw('expected prefix');
    const unknown = encodeProtobuf({ apiVersion: 'v1', kind: 'Pod' })?.toString('latin1').replace('Pod', 'Pot') ?? '';
    expect(() => decodeProtobuf(Buffer.from(unknown, 'latin1'))).to.throw(
      'no kind "Pot" is registered for version "v1"',
    );
    let refused = 0;
    for (let step = 5; step < bytes.length; step += 7) {
      for (const broken of [
        bytes.subarray(0, step),
        Buffer.concat([bytes.subarray(0, step), bytes.subarray(step + 1)]),
      ]) {
        try {
          decodeProtobuf(broken);
        } catch (error) {
          expect(error).to.have.property('name', 'ApiError');
          refused += 1;
        }
      }
    }
    expect(refused).to.be.greaterThan(100);
  });
});

describe('embedded API server: clients that speak protobuf', () => {
  let client: TestClient;
  before(async () => {
    client = await startTestServer();
  });
  after(() => client.stop());

  const send = (method: string, path: string, body: JsonObject, headers = {}): Promise<Answer> =>
    client.call(method, path, encodeProtobuf(body), { 'content-type': TYPE, ...headers });
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'certificate' }, data: { key: 'AP8=' } };

  it('creates and deletes objects that come in protobuf, and answers in JSON where that is read too', async () => {
    const created = await send('POST', '/api/v1/namespaces/default/secrets', secret, { accept: `${TYPE}, */*` });
    expect(created.code).to.equal(201);
    expect(created.body).to.deep.include({ kind: 'Secret', data: { key: 'AP8=' }, type: 'Opaque' });
    const options = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background' };
    const deleted = await send('DELETE', '/api/v1/namespaces/default/secrets/certificate', options);
    expect(deleted.body).to.deep.include({ kind: 'Status', status: 'Success' });
  });

  it('answers in protobuf whoever reads nothing else: objects, lists, failures and watches', async () => {
    const accept = TYPE;
    const path = '/api/v1/namespaces/default/configmaps';
    const one = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' }, data: { a: 'b' } };
    const created = await send('POST', path, one, { accept });
    expect(created.headers['content-type']).to.equal(TYPE);
    expect(decodeProtobuf(created.bytes)).to.deep.include({ kind: 'ConfigMap', data: { a: 'b' } });
    const list = decodeProtobuf((await client.call('GET', path, undefined, { accept })).bytes);
    expect(list).to.have.property('kind', 'ConfigMapList');
    const missing = await client.call('GET', `${path}/missing`, undefined, { accept });
    expect(missing.code).to.equal(404);
    expect(decodeProtobuf(missing.bytes)).to.deep.include({ kind: 'Status', reason: 'NotFound', code: 404 });
    const query = '?watch=true&timeoutSeconds=1&fieldSelector=metadata.name=one';
    const watch = await client.call('GET', path + query, undefined, { accept });
    expect(watch.headers['content-type']).to.equal(`${TYPE};stream=watch`);
    expect(watch.bytes.readUInt32BE(0)).to.equal(watch.bytes.length - 4);
    expect(watch.bytes.toString('latin1')).to.contain('ADDED').and.to.contain('k8s\0');
  });

  it('takes and gives no custom object in protobuf', async () => {
    const path = '/apis/example.com/v1/namespaces/default/widgets';
    expect((await client.call('POST', path, JSON.stringify(widget('one')), { 'content-type': TYPE })).code).to.equal(
      415,
    );
    expect((await client.call('GET', path, undefined, { accept: TYPE })).code).to.equal(406);
  });

  it('refuses a body that is no protobuf', async () => {
    const headers = { 'content-type': TYPE };
    const answer = await client.call('POST', '/api/v1/namespaces/default/secrets', 'k8s\0nonsense', headers);
    expect(answer.body).to.deep.include({ kind: 'Status', code: 400, reason: 'BadRequest' });
  });
});

function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([name, field]) => [name, dropNulls(field)]));
}
