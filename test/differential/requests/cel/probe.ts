const text = { type: 'string', maxLength: 64 };
const number = { type: 'integer', format: 'int64' };

/** One field of each type that expressions can see. */
export const SPEC = {
  type: 'object',
  properties: {
    text,
    number,
    ratio: { type: 'number' },
    flag: { type: 'boolean' },
    numbers: { type: 'array', maxItems: 8, items: number },
    names: { type: 'array', maxItems: 8, items: text, 'x-kubernetes-list-type': 'set' },
    parts: {
      type: 'array',
      maxItems: 8,
      items: { type: 'object', required: ['key'], properties: { key: text, port: number } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['key'],
    },
    labels: { type: 'object', maxProperties: 8, additionalProperties: text },
    target: { 'x-kubernetes-int-or-string': true, maxLength: 32 },
    when: { type: 'string', format: 'date-time', maxLength: 40 },
    day: { type: 'string', format: 'date', maxLength: 10 },
    span: { type: 'string', format: 'duration', maxLength: 20 },
    data: { type: 'string', format: 'byte', maxLength: 64 },
    maybe: { type: 'string', nullable: true, maxLength: 64 },
    missing: text,
    none: { type: 'object', properties: { text } },
    namespace: text,
    'x-dash': text,
    'a.b': text,
    under__score: text,
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};

/** The object that the expressions are asked of. */
export const PROBE = {
  text: 'häuser-42',
  number: 7,
  ratio: 1.5,
  flag: true,
  numbers: [3, 1, 2],
  names: ['b', 'a'],
  parts: [
    { key: 'one', port: 80 },
    { key: 'two', port: 443 },
  ],
  labels: { app: 'web', 'example.com/tier': 'front' },
  target: '80%',
  when: '2024-02-29T12:30:45.5Z',
  day: '2024-02-29',
  span: '1h30m',
  data: 'aGFsbG8=',
  namespace: 'here',
  'x-dash': 'dash',
  'a.b': 'dot',
  under__score: 'underscore',
  free: { a: 1 },
};
