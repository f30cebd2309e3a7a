import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';
import { makeHead, openRaw } from './testing.ts';

const MIB = 1024 * 1024;
const YAML = { 'content-type': 'application/yaml' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';

function nest(open: string, close: string, depth: number): string {
  return open.repeat(depth) + close.repeat(depth);
}

describe('embedded API server: bodies that go wrong', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
  });
  after(() => api.stop());

  const widgetOf = (free: string, name = 'x') =>
    `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"${name}"},"spec":{"free":${free}}}`;

  it('refuses more than 3 MiB as soon as it is known, and answers before it cuts the connection', async () => {
    const declared = await openRaw(api);
    const json = 'content-type: application/json';
    declared.socket.write(makeHead(api, `POST ${WIDGETS}`, json, `content-length: ${100 * MIB}`));
    expect(await declared.until((text) => text.includes('}'))).to.match(
      /^HTTP\/1.1 413 .*"reason":"RequestEntityTooLarge"/s,
    );
    declared.socket.destroy();

    const chunked = await openRaw(api);
    chunked.socket.write(makeHead(api, `POST ${WIDGETS}`, json, 'transfer-encoding: chunked'));
    const chunk = `${MIB.toString(16)}\r\n${'x'.repeat(MIB)}\r\n`;
    const isWritten = () => new Promise((resolve) => chunked.socket.write(chunk, resolve));
    while (!chunked.socket.destroyed && !chunked.text()) await isWritten();
    expect(chunked.text()).to.match(/^HTTP\/1.1 413 /);
    while (!chunked.socket.destroyed) await Promise.race([isWritten(), chunked.closed]);
    const exact = widgetOf('{}', 'exact').padEnd(3 * MIB);
    expect((await api.call('POST', WIDGETS, exact)).code).to.equal(201);
    expect((await api.call('POST', WIDGETS, `${exact} `)).code).to.equal(413);
  });

  const malformed: [string, string, Record<string, string>][] = [
    ['lists that are nested too deeply', widgetOf(nest('[', ']', 100_000)), {}],
    ['objects that are nested too deeply', widgetOf(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`), {}],
    ['nesting that never ends', '['.repeat(3 * MIB), {}],
    ['a string that never ends', `{"a":"${'\\'.repeat(MIB)}`, {}],
    ['text after the end', `${widgetOf('{}')}}`, {}],
    ['no JSON', '\x00\x01', {}],
    ['a number that is none', '{"kind":NaN}', {}],
    ['a number beyond all bounds', widgetOf('{"a":1e999}'), {}],
    ['digits beyond all bounds', widgetOf(`{"a":${'9'.repeat(400)}}`), {}],
    ['YAML of infinity', 'apiVersion: example.com/v1\nkind: Widget\nspec: {free: {a: .inf}}', YAML],
    ['YAML with lists as keys', '? [a]\n: b', YAML],
    ['YAML that is nested too deeply', `a: ${nest('[', ']', 100_000)}`, YAML],
    ['YAML of sequences in sequences', `${'- '.repeat(100_000)}x`, YAML],
    ['YAML of keys in keys', `${'? '.repeat(100_000)}x`, YAML],
    [
      'YAML of many indentations',
      Array.from({ length: 1500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      YAML,
    ],
    ['YAML that is all commas', `[${','.repeat(400_000)}]`, YAML],
    ['YAML that is all comments', '#\n'.repeat(MIB), YAML],
    ['YAML of many documents', '---\n'.repeat(100_000), YAML],
    ['YAML of many keys', Array.from({ length: 100_000 }, (_, key) => `k${key}: v`).join('\n'), YAML],
    ['YAML with a tag that is none', 'a: !!js/function "x"', YAML],
    ['YAML that is no map', '- a', APPLY],
    ['YAML with tabs', 'a:\n\t- b', YAML],
  ];
  for (const [what, text, headers] of malformed) {
    it(`refuses ${what}`, async () => {
      const isApply = headers === APPLY;
      const path = isApply ? `${WIDGETS}/x?fieldManager=f` : WIDGETS;
      const { code, body } = await api.call(isApply ? 'PATCH' : 'POST', path, text, headers);
      expect([code, body.kind, body.reason]).to.deep.equal([400, 'Status', 'BadRequest'], body.message);
      if (what.includes('too deeply')) expect(body.message).to.include('500 levels are allowed');
    });
  }

  it('refuses YAML whose aliases stand for far more than they are', async () => {
    const levels = Array.from({ length: 10 }, (_, level) => {
      const items = Array(10).fill(level === 0 ? 'lol' : `*a${level - 1}`);
      return `l${level}: &a${level} [${items.join(', ')}]`;
    });
    const { code, body } = await api.call('POST', WIDGETS, levels.join('\n'), YAML);
    expect([code, body.reason]).to.deep.equal([400, 'BadRequest']);
    expect(body.message).to.include('Excessive alias count');
    const honest = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: &n alias}\nspec: {note: *n}\n';
    expect((await api.call('POST', WIDGETS, honest, YAML)).body.spec.note).to.equal('alias');
  });

  it('takes what is deep but not too deep through every kind of write', async () => {
    const depth = 400;
    const free = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const created = await api.call('POST', WIDGETS, widgetOf(free, 'deep'));
    expect(created.code, created.text.slice(0, 300)).to.equal(201);
    const path = `${WIDGETS}/deep`;
    const changed = widgetOf(free.replace('1', '2'), 'deep');
    for (const type of ['merge-patch+json', 'apply-patch+yaml']) {
      const headers = { 'content-type': `application/${type}` };
      const query = type.startsWith('apply') ? '?fieldManager=f&force=true' : '';
      const { code, text } = await api.call('PATCH', `${path}${query}`, changed, headers);
      expect([type, code], text.slice(0, 300)).to.deep.equal([type, 200]);
    }
    const patch = [{ op: 'replace', path: `/spec/free${'/a'.repeat(depth)}`, value: 3 }];
    const patched = await api.call('PATCH', path, patch, { 'content-type': 'application/json-patch+json' });
    expect(patched.code, patched.text.slice(0, 300)).to.equal(200);
    const update = JSON.parse(patched.text);
    expect((await api.call('PUT', path, { ...update, spec: { ...update.spec, size: 4 } })).code).to.equal(200);
    expect((await api.call('GET', path)).text).to.include(`${'{"a":'.repeat(depth)}3`);
  });

  it('keeps names that JavaScript treats specially as data, wherever they come from', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
    const free = `{${names.map((name) => `"${name}":{"polluted":"yes"}`).join(',')}}`;
    const merge = { 'content-type': 'application/merge-patch+json' };
    const strategic = { 'content-type': 'application/strategic-merge-patch+json' };
    await api.call('POST', WIDGETS, widgetOf(free, 'names'));
    await api.call('POST', WIDGETS, widgetOf('{}', 'merged'));
    await api.call('PATCH', `${WIDGETS}/merged`, `{"spec":{"free":${free}}}`, merge);
    await api.call('PATCH', `${WIDGETS}/applied?fieldManager=f`, widgetOf(free, 'applied'), APPLY);
    const yaml = `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: yaml}\nspec:\n  free:\n${names
      .map((name) => `    ${name}: {polluted: "yes"}\n`)
      .join('')}`;
    await api.call('POST', WIDGETS, yaml, YAML);
    for (const name of ['names', 'merged', 'applied', 'yaml']) {
      const found = JSON.parse((await api.call('GET', `${WIDGETS}/${name}`)).text).spec.free as object;
      expect(Object.keys(found).sort(), name).to.deep.equal([...names].sort());
      expect(JSON.stringify(found), name).to.include('"__proto__":{"polluted":"yes"}');
    }
    const data = `{${names.map((name) => `"${name}":"kept"`).join(',')}}`;
    await api.call('POST', CONFIGMAPS, '{"metadata":{"name":"names"}}');
    await api.call('PATCH', `${CONFIGMAPS}/names`, `{"data":${data}}`, strategic);
    const { text } = await api.call('GET', `${CONFIGMAPS}/names`);
    for (const name of names) expect(text).to.include(`"${name}":"kept"`);
    const selected = await api.call('GET', `${CONFIGMAPS}?labelSelector=constructor`);
    expect(selected.body.items).to.deep.equal([]);
    const clean = {} as Record<string, unknown>;
    expect([clean.polluted, Object.keys(Object.prototype)]).to.deep.equal([undefined, []]);
  });

  it('takes the last of keys that come twice, and bytes that are no UTF-8 as what stands for them', async () => {
    const twice = widgetOf('{"a":1,"a":2}', 'twice');
    expect((await api.call('POST', WIDGETS, twice)).body.spec.free).to.deep.equal({ a: 2 });
    const connection = await openRaw(api);
    const [before, after] = widgetOf('{"a":"?"}', 'bytes').split('?');
    const body = Buffer.concat([Buffer.from(before ?? ''), Buffer.from([0xff, 0xfe]), Buffer.from(after ?? '')]);
    const headers = ['content-type: application/json', `content-length: ${body.length}`, 'connection: close'];
    connection.socket.write(makeHead(api, `POST ${WIDGETS}`, ...headers));
    connection.socket.write(body);
    await connection.closed;
    expect(connection.text()).to.match(/^HTTP\/1.1 201 /);
    expect((await api.call('GET', `${WIDGETS}/bytes`)).body.spec.free).to.deep.equal({ a: '\ufffd\ufffd' });
  });

  it('reads YAML as JSON: what looks like a time is text', async () => {
    const times = ['2030-01-01T00:00:00Z', '2030-01-01', '1:20'];
    const list = times.map((time) => `      - ${time}\n`).join('');
    const yaml = `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: times}\nspec:\n  free:\n    a:\n${list}`;
    expect((await api.call('POST', WIDGETS, yaml, YAML)).body.spec.free.a).to.deep.equal(times);
  });

  it('warns of unknown fields in words that a header can carry', async () => {
    const body = { ...widget('warned', { 名前: 1, 'with\u007f': 1 }), ['z'.repeat(5000)]: 1 };
    const { code, headers } = await api.call('POST', WIDGETS, body);
    const warnings = Buffer.from(String(headers.warning), 'latin1').toString();
    expect(code).to.equal(201);
    expect(warnings).to.include('unknown field \\"spec.名前\\"');
    expect(warnings.length).to.be.lessThan(5000);
  });

  it('lets no object grow without end', async () => {
    const json = { 'content-type': 'application/json-patch+json' };
    await api.call('POST', WIDGETS, widgetOf(`{"a":"${'x'.repeat(MIB)}"}`, 'grows'));
    const double = [{ op: 'copy', from: '/spec/free/a', path: '/spec/free/b' }];
    const codes: number[] = [];
    for (let times = 0; times < 6; times++) {
      const patch = double.map((operation) => ({ ...operation, path: `/spec/free/b${times}` }));
      codes.push((await api.call('PATCH', `${WIDGETS}/grows`, patch, json)).code);
    }
    expect(codes.at(-1)).to.equal(413);
    const { text } = await api.call('GET', `${WIDGETS}/grows`);
    expect(text.length).to.be.lessThan(6 * MIB);
    expect((await api.call('PATCH', `${WIDGETS}/grows`, [{ op: 'remove', path: '/spec/free' }], json)).code).to.equal(
      200,
    );
    expect((await api.call('POST', WIDGETS, widget('still-there'))).code).to.equal(201);
  });
});
