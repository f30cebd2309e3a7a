import { readFileSync } from 'node:fs';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { expect } from 'chai';
import type { Log } from 'sarif';
import { validateXML } from 'xmllint-wasm';
import {
  allRules,
  type Rendered,
  renderConsole,
  renderGithub,
  renderJson,
  renderJunit,
  renderSarif,
  validate,
} from '../validate/index.ts';

const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: infra}
spec: {gatewayClassName: c, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: "a\\e[31m%"
  namespace: infra
spec:
  parentRefs:
  - name: edge
    sectionName: "x\\n::error::y"
  rules:
  # gwconf:ignore backend-none: <nobody> & "all"
  - name: first
  - {name: second, matches: [{method: GET}]}
`;

function renderedOf(source: string): Rendered {
  const validation = validate([
    { name: source, text },
    { name: 'empty.yaml', text: '' },
  ]);
  return {
    validation,
    textOf: (name) => (name === source ? text : undefined),
    notes: ['one was left out'],
    version: '1.2.3',
  };
}
const rendered = renderedOf('dir/a b,c.yaml');

describe('findings', () => {
  it('are printed with the lines around them, and nothing of a manifest that a terminal would obey', () => {
    const lines = renderConsole(rendered, false).split('\n');
    expect(lines.slice(0, 10)).to.deep.equal([
      'dir/a b,c.yaml:14:5 error parent-section',
      '  Gateway infra/edge has no listener x\\x0a::error::y; it has http',
      '  HTTPRoute infra/a\\x1b[31m%  spec.parentRefs[0].sectionName',
      '    12 |   parentRefs:',
      '    13 |   - name: edge',
      '  > 14 |     sectionName: "x\\n::error::y"',
      '       |     ^',
      '    15 |   rules:',
      '  see dir/a b,c.yaml:4:41: listener http of Gateway infra/edge',
      '',
    ]);
    expect(lines.slice(-3)).to.deep.equal([
      '1 error, 1 warning, 1 suppressed: 2 objects of the Gateway API in 2 files',
      'one was left out',
      '',
    ]);
    expect(renderConsole(rendered, true)).to.contain('\x1b[31merror');
  });

  it('are JSON by the schema', () => {
    const schema = JSON.parse(readFileSync(new URL('./schema.json', import.meta.url), 'utf8'));
    const check = new Ajv({ strict: true }).compile(schema);
    const document = JSON.parse(renderJson(rendered));
    expect(check(document), JSON.stringify(check.errors)).to.equal(true);
    expect(document.counts).to.deep.equal({ error: 1, warning: 1, info: 0 });
    expect(document.suppressed[0].reason).to.equal('<nobody> & "all"');
    expect(check({ ...document, counts: undefined })).to.equal(false);
  });

  it('are annotations that end where they should', () => {
    const lines = renderGithub(rendered).trimEnd().split('\n');
    expect(lines[0]).to.equal(
      '::error file=dir/a b%2Cc.yaml,line=14,col=5,title=gwconf parent-section::HTTPRoute infra/a\x1b[31m%25: Gateway infra/edge has no listener x%0A::error::y; it has http',
    );
    expect(lines).to.have.length(4);
  });

  it('are SARIF by its schema, whatever was found', () => {
    // It is of draft 4, which names itself otherwise and has no other word that it uses.
    const { id: _id, $schema: _draft, ...schema } = sarifSchema;
    const check = formats.default(new Ajv({ strict: false, unicodeRegExp: false })).compile(schema);
    const none = { ...rendered, validation: { ...rendered.validation, findings: [], suppressed: [] } };
    for (const each of [rendered, renderedOf('/a/b.yaml'), none]) {
      const log = JSON.parse(renderSarif(each, allRules));
      expect(check(log), JSON.stringify(check.errors)).to.equal(true);
      expect(check({ ...log, runs: [{ results: [] }] })).to.equal(false);
    }
  });

  it('are SARIF: every result names its rule, its place and a fingerprint', () => {
    const { version, runs } = JSON.parse(renderSarif(rendered, allRules)) as Log;
    expect(version).to.equal('2.1.0');
    const [run] = runs;
    const rules = run?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).to.deep.equal(['parent-section', 'backend-none']);
    for (const result of run?.results ?? []) {
      expect(rules[result.ruleIndex ?? -1]?.id).to.equal(result.ruleId);
      const place = result.locations?.[0]?.physicalLocation;
      expect(place?.artifactLocation?.uri).to.equal('dir/a%20b%2Cc.yaml');
      expect(place?.region?.startLine).to.be.greaterThan(0);
      expect(result.partialFingerprints).to.have.property('gwconf/v1');
    }
    expect(run?.results?.map(({ level }) => level)).to.deep.equal(['error', 'warning', 'warning']);
    expect(run?.results?.[2]?.suppressions?.[0]?.justification).to.equal('<nobody> & "all"');
    const absolute = JSON.parse(renderSarif(renderedOf('/a/b.yaml'), allRules)) as Log;
    expect(absolute.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).to.equal(
      'file:///a/b.yaml',
    );
  });

  it('are JUnit: a failure is what is grave enough', async () => {
    const schema = readFileSync(new URL('../../reports/junit/junit.xsd', import.meta.url), 'utf8');
    const xml = renderJunit(rendered, 'error');
    expect((await validateXML({ xml: [{ fileName: 'a.xml', contents: xml }], schema: [schema] })).errors).to.deep.equal(
      [],
    );
    expect(xml).to.match(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="gwconf validate 1.2.3" tests="4" failures="1"/,
    );
    expect(renderJunit(rendered, 'warning')).to.contain('failures="2"');
    expect(xml).to.contain('<skipped message="suppressed: &lt;nobody> &amp; &quot;all&quot;"/>');
  });
});
