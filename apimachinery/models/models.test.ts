import { expect } from 'chai';
import { decodeTyped, TypeMismatch } from './decode.ts';
import { forgetEmpty } from './empty.ts';
import { ATOMIC_MAPS, ATOMIC_MODELS, KEY_DEFAULTS, LISTS, PATCH_STRATEGIES } from './facts.ts';
import { formatQuantity } from './quantity.ts';
import { schemaOfKind, schemaOfModel } from './schema.ts';
import { ZEROS } from './zeros.ts';

const POD = schemaOfKind('v1', 'Pod');
const container = (fields: object) => ({ spec: { containers: [{ name: 'c', image: 'i', ...fields }] } });

describe('embedded API server: models of built-in kinds', () => {
  it('tells facts only of models and fields that there are', () => {
    const tables: Record<string, object>[] = [ZEROS, LISTS, ATOMIC_MAPS, KEY_DEFAULTS, PATCH_STRATEGIES];
    for (const [model, fields] of tables.flatMap((table) => Object.entries(table))) {
      const names = Array.isArray(fields) ? (fields as string[]) : Object.keys(fields);
      expect(Object.keys(schemaOfModel(model).properties ?? {}), model).to.include.members(names);
    }
    for (const model of ATOMIC_MODELS) expect(schemaOfModel(model)).to.have.property('type', 'object');
  });

  it('drops what the kind does not have, nulls and empty lists, and tells the first by path', () => {
    const body = container({ args: [], command: null, x: 1, ports: [{ containerPort: 1, y: {} }], resources: {} });
    expect(decodeTyped({ ...body, zz: [] }, POD)).to.deep.equal({
      value: { ...container({ ports: [{ containerPort: 1 }], resources: {} }), status: {} },
      unknown: ['spec.containers[0].x', 'spec.containers[0].ports[0].y', 'zz'],
    });
  });

  it('writes what is always written, and keeps what has no model of its own', () => {
    const slice = schemaOfKind('discovery.k8s.io/v1', 'EndpointSlice');
    const { value } = decodeTyped({ endpoints: [] }, slice);
    expect(value).to.deep.equal({ endpoints: [], ports: null });
    forgetEmpty(value, slice);
    expect(value).to.deep.equal({ endpoints: null, ports: null });
    const crd = schemaOfKind('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
    const version = { name: 'v1', schema: { openAPIV3Schema: { default: { a: null }, not: { not: { type: 'x' } } } } };
    expect(decodeTyped({ spec: { versions: [version] } }, crd).value)
      .to.have.nested.property('spec.versions[0].schema')
      .that.deep.equals(version.schema);
  });

  const mismatches: [string, object, string][] = [
    [
      'a text for a number',
      container({ ports: [{ containerPort: '80' }] }),
      'json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
    ],
    [
      'an object for a list',
      { spec: { containers: {} } },
      'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
    ],
    [
      'a list for an object',
      { spec: [] },
      'json: cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec',
    ],
    [
      'a number in a map of texts',
      { metadata: { labels: { a: 1 } } },
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
    [
      'a number that is too great',
      container({ ports: [{ containerPort: 99999999999 }] }),
      'json: cannot unmarshal number 99999999999 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
    ],
    [
      'a time that is none',
      { metadata: { creationTimestamp: 'x' } },
      'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"',
    ],
    [
      'an amount that is none',
      container({ resources: { limits: { cpu: '1x' } } }),
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
  ];
  for (const [what, body, message] of mismatches) {
    it(`refuses ${what}`, () => {
      expect(() => decodeTyped(body as Record<string, unknown>, POD)).to.throw(TypeMismatch, message);
    });
  }

  it('writes amounts in their canonical form', () => {
    const forms = {
      '1000m': '1',
      '1024Mi': '1Gi',
      '0.5': '500m',
      '1.5Gi': '1536Mi',
      '100k': '100k',
      '1e3': '1e3',
      '0': '0',
    };
    for (const [given, canonical] of Object.entries(forms)) expect(formatQuantity(given), given).to.equal(canonical);
    for (const broken of ['', 'x', '1 Gi', '1x', '--1']) expect(formatQuantity(broken), broken).to.equal(undefined);
  });
});
