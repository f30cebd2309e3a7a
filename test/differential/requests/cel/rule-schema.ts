const text = { type: 'string', maxLength: 32 };
const number = { type: 'integer' };

const item = {
  type: 'object',
  required: ['name'],
  properties: { name: text, size: number, mode: { ...text, default: 'slow' } },
  'x-kubernetes-validations': [
    { rule: '!has(self.size) || self.size < 100', message: 'size is bounded', fieldPath: '.size' },
    { rule: 'self.mode == oldSelf.mode', message: 'mode is fixed', reason: 'FieldValueForbidden' },
  ],
};

/** Rules of every form, on places of every kind. */
export const SCHEMA = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        text: { ...text, 'x-kubernetes-validations': [{ rule: "self != 'bad'", message: 'text is bad' }] },
        number: {
          ...number,
          'x-kubernetes-validations': [
            { rule: 'self >= 0' },
            {
              rule: 'self >= oldSelf',
              messageExpression: '"must not fall from %d to %d".format([oldSelf, self])',
            },
          ],
        },
        ratio: { type: 'number', 'x-kubernetes-validations': [{ rule: 'self < 1.0', message: 'ratio is small' }] },
        flag: { type: 'boolean', 'x-kubernetes-validations': [{ rule: 'self', message: 'flag is up' }] },
        target: {
          'x-kubernetes-int-or-string': true,
          'x-kubernetes-validations': [
            { rule: 'type(self) == int ? self > 0 : self.endsWith("%")', message: 'target is odd' },
          ],
        },
        once: {
          ...text,
          'x-kubernetes-validations': [
            { rule: 'oldSelf.hasValue() || self == "first"', message: 'begins as first', optionalOldSelf: true },
          ],
        },
        named: {
          type: 'array',
          maxItems: 4,
          items: item,
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
        },
        plain: {
          type: 'array',
          maxItems: 4,
          items: { ...text, 'x-kubernetes-validations': [{ rule: "self.startsWith('x')", message: 'begins with x' }] },
          'x-kubernetes-validations': [
            { rule: 'self.size() < 4', reason: 'FieldValueDuplicate', message: 'few' },
            { rule: 'self.all(a, self.exists_one(b, a == b))', messageExpression: '"%s repeats".format([self])' },
          ],
        },
        labels: {
          type: 'object',
          maxProperties: 4,
          additionalProperties: {
            ...text,
            'x-kubernetes-validations': [{ rule: 'self != ""', message: 'value is missing' }],
          },
          'x-kubernetes-validations': [{ rule: "self.all(key, key != 'bad')", message: 'key is bad' }],
        },
        shown: {
          type: 'string',
          maxLength: 32,
          'x-kubernetes-validations': [
            {
              rule: 'self != "e"',
              messageExpression:
                '"%e|%.3f|%s|%d|%x|%X|%o|%b|%s|%s".format([12345.678, 2.0, 1.5, 7, 255, "hi", 8, true, ["a", 1], {"k": duration("90s")}])',
            },
            { rule: 'self != "fails"', message: 'as told', messageExpression: 'string(1 / (size(self) - 5))' },
            { rule: 'self != "empty"', message: 'as told', messageExpression: '" "' },
            { rule: 'self != "lines"', message: 'as told', messageExpression: '"a\\nb"' },
            { rule: 'self != "  spaces"', message: '  trimmed  ' },
            { rule: 'self != "needs"', message: 'needed', reason: 'FieldValueRequired' },
            { rule: 'self != "wrong"', message: 'invalid', reason: 'FieldValueInvalid' },
          ],
        },
        deep: {
          type: 'object',
          properties: { one: { type: 'object', properties: { 'two-2': text } } },
          'x-kubernetes-validations': [
            {
              rule: "!has(self.one) || !has(self.one.two__dash__2) || self.one.two__dash__2 != 'bad'",
              fieldPath: ".one['two-2']",
              message: 'deep is bad',
            },
          ],
        },
        both: {
          type: 'object',
          properties: { a: text, b: text },
          'x-kubernetes-validations': [{ rule: '!(has(self.a) && has(self.b))', message: 'not both' }],
        },
      },
      'x-kubernetes-validations': [
        {
          rule: '!has(self.text) || !has(self.number) || self.text.size() != self.number',
          message: 'text and number fit',
          reason: 'FieldValueForbidden',
        },
        { rule: 'has(self.text) || !has(oldSelf.text)', message: 'text stays' },
      ],
    },
    status: {
      type: 'object',
      properties: {
        phase: { ...text, 'x-kubernetes-validations': [{ rule: "self != 'Lost'", message: 'phase is known' }] },
      },
    },
  },
  'x-kubernetes-validations': [{ rule: "self.metadata.name != 'forbidden'", message: 'name is reserved' }],
};
