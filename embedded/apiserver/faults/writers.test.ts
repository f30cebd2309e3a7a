import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

const WRITERS = 200;
const path = `${WIDGETS}/shared`;

describe('embedded API server: many writers', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
  });
  after(() => api.stop());
  afterEach(() => api.call('DELETE', path));

  const range = Array.from({ length: WRITERS }, (_, index) => index);

  it('lets one of 200 win that start from the same state, and tells the others', async () => {
    const { body } = await api.call('POST', WIDGETS, widget('shared', { size: 0 }));
    const writes = range.map((size) => api.call('PUT', path, { ...body, spec: { ...body.spec, size: size + 1 } }));
    const codes = (await Promise.all(writes)).map(({ code }) => code);
    expect(codes.filter((code) => code === 200)).to.have.length(1);
    expect(codes.filter((code) => code === 409)).to.have.length(WRITERS - 1);
  });

  it('loses no write of 200 that read, change and try again', async () => {
    await api.call('POST', WIDGETS, widget('shared', { size: 0 }));
    let conflicts = 0;
    const increment = async (): Promise<void> => {
      const { body } = await api.call('GET', path);
      const { code } = await api.call('PUT', path, { ...body, spec: { ...body.spec, size: body.spec.size + 1 } });
      if (code === 200) return;
      expect(code).to.equal(409);
      conflicts += 1;
      await increment();
    };
    // So many at a time that most of them conflict, and not so many that all do nothing else.
    const waiting = [...range];
    const work = async () => {
      while (waiting.pop() !== undefined) await increment();
    };
    await Promise.all(Array.from({ length: 20 }, work));
    const { body } = await api.call('GET', path);
    expect(body.spec.size).to.equal(WRITERS);
    expect(body.metadata.generation).to.equal(WRITERS + 1);
    expect(conflicts).to.be.greaterThan(0);
  });

  it('keeps every field of 200 that patch, or apply, their own', async () => {
    const watch = await api.watch(`${WIDGETS}?watch=true`);
    await api.call('POST', WIDGETS, widget('shared'));
    const merge = { 'content-type': 'application/merge-patch+json' };
    const apply = { 'content-type': 'application/apply-patch+yaml' };
    const header = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'shared' } };
    const answers = await Promise.all(
      range.map((index) => {
        const spec = { labels: { [`l${index}`]: 'x' } };
        return index % 2 === 0
          ? api.call('PATCH', path, { spec }, merge)
          : api.call('PATCH', `${path}?fieldManager=m${index}`, { ...header, spec }, apply);
      }),
    );
    expect(new Set(answers.map(({ code }) => code))).to.deep.equal(new Set([200]));
    const { body } = await api.call('GET', path);
    expect(Object.keys(body.spec.labels)).to.have.length(WRITERS);
    const revisions: number[] = [];
    while (revisions.length < WRITERS + 1) {
      revisions.push(Number((await watch.next())?.object.metadata.resourceVersion));
    }
    watch.close();
    expect(revisions).to.deep.equal([...new Set(revisions)].sort((a, b) => a - b));
    expect(revisions.at(-1)).to.equal(Number(body.metadata.resourceVersion));
  });
});
