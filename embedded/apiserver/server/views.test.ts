import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget, widgetCrd } from '../testing.ts';

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
const METADATA = {
  accept:
    'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
};

describe('embedded API server: views of objects', () => {
  let api: TestClient;
  before(async () => {
    const crd = widgetCrd();
    const columns = [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }];
    const versions = crd.spec.versions.map((version) => ({ ...version, additionalPrinterColumns: columns }));
    api = await startTestServer({ crds: [{ ...crd, spec: { ...crd.spec, versions } }] });
    await api.call('POST', WIDGETS, widget('a', { size: 1 }, { labels: { l: 'x' } }));
    await api.call('POST', WIDGETS, widget('b', { size: 2 }));
  });
  after(() => api.stop());

  it('shows a list and an object as a table, with as much of the objects as asked for', async () => {
    const { body } = await api.call('GET', WIDGETS, undefined, TABLE);
    expect(body).to.deep.include({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    expect(body.columnDefinitions.map((column: { name: string }) => column.name)).to.deep.equal(['Name', 'Size']);
    expect(body.rows.map((row: { cells: unknown[] }) => row.cells)).to.deep.equal([
      ['a', 1],
      ['b', 2],
    ]);
    const [{ object }] = body.rows;
    expect([object.kind, object.apiVersion, object.metadata.labels, object.spec]).to.deep.equal([
      ...['PartialObjectMetadata', 'meta.k8s.io/v1', { l: 'x' }, undefined],
    ]);
    const whole = await api.call('GET', `${WIDGETS}/a?includeObject=Object`, undefined, TABLE);
    expect(whole.body.rows[0].object).to.deep.include({ kind: 'Widget', apiVersion: 'example.com/v1' });
    expect(whole.body.rows[0].object.spec.size).to.equal(1);
    const none = await api.call('GET', `${WIDGETS}?includeObject=None&labelSelector=l`, undefined, TABLE);
    expect(none.body.rows).to.deep.equal([{ cells: ['a', 1], object: null }]);
    const wrong = await api.call('GET', `${WIDGETS}?includeObject=Bogus`, undefined, TABLE);
    expect([wrong.code, wrong.body.message]).to.deep.equal([
      400,
      "Unable to convert to Table as requested: includeObject: Invalid value: \"Bogus\": must be 'Metadata', 'Object', 'None', or empty",
    ]);
  });

  it('tells errors as a Status, whatever view is asked for', async () => {
    const { code, body } = await api.call('GET', `${WIDGETS}/none`, undefined, TABLE);
    expect([code, body.kind]).to.deep.equal([404, 'Status']);
  });

  it('shows metadata alone', async () => {
    const { body } = await api.call('GET', WIDGETS, undefined, METADATA);
    expect(body.kind).to.equal('PartialObjectMetadataList');
    expect(
      body.items.map((item: { kind: string; metadata: { name: string }; spec?: object }) => [
        item.kind,
        item.metadata.name,
        item.spec,
      ]),
    ).to.deep.equal([
      ['PartialObjectMetadata', 'a', undefined],
      ['PartialObjectMetadata', 'b', undefined],
    ]);
    const one = await api.call('GET', `${WIDGETS}/a`, undefined, METADATA);
    expect([one.body.kind, one.body.metadata.name, one.body.spec]).to.deep.equal([
      'PartialObjectMetadata',
      'a',
      undefined,
    ]);
  });

  it('takes the first view that there is, and refuses where there is none', async () => {
    const views: [string, number, string][] = [
      ['application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json', 200, 'WidgetList'],
      ['application/json;as=Table;v=v9;g=meta.k8s.io,application/json;as=Table;v=v1;g=meta.k8s.io', 200, 'Table'],
      ['application/json;as=Picture;v=v1;g=meta.k8s.io', 406, 'Status'],
      ['*/*', 200, 'WidgetList'],
    ];
    for (const [accept, code, kind] of views) {
      const answer = await api.call('GET', WIDGETS, undefined, { accept });
      expect([answer.code, answer.body.kind], accept).to.deep.equal([code, kind]);
    }
  });

  it('watches as tables, of which the first tells the columns', async () => {
    const query = '?watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan';
    const watch = await api.watch(WIDGETS + query, TABLE);
    const events = [await watch.next(), await watch.next(), await watch.next()];
    expect(events.map((event) => [event?.type, event?.object.kind, event?.object.rows[0].cells])).to.deep.equal([
      ['ADDED', 'Table', ['a', 1]],
      ['ADDED', 'Table', ['b', 2]],
      ['BOOKMARK', 'Table', [null, null]],
    ]);
    expect(events.map((event) => event?.object.columnDefinitions?.length)).to.deep.equal([2, undefined, undefined]);
    expect(events[2]?.object.rows[0].object.metadata.annotations).to.deep.equal({
      'k8s.io/initial-events-end': 'true',
    });
    await api.call('PATCH', `${WIDGETS}/b`, { spec: { size: 7 } }, { 'content-type': 'application/merge-patch+json' });
    const changed = await watch.next();
    expect([changed?.type, changed?.object.rows[0].cells]).to.deep.equal(['MODIFIED', ['b', 7]]);
    watch.close();
  });
});
