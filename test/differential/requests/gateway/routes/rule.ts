export type Named = Readonly<Record<string, object>>;

export const rule = (fields: object): object => ({ rules: [fields] });
export const filter = (fields: object): object => rule({ filters: [fields], backendRefs: [{ name: 's', port: 80 }] });
export const backend = (fields: object): object => rule({ backendRefs: [{ name: 's', port: 80, ...fields }] });
export const prefix = (value: string): object => ({ path: { type: 'PathPrefix', value } });
export const match = (fields: object): object => rule({ matches: [fields] });

export const BACKEND_CASES: Named = {
  'backend weights': rule({
    backendRefs: [
      { name: 'a', port: 80, weight: 0 },
      { name: 'b', port: 80, weight: 1000000 },
    ],
  }),
  'backend other kind': backend({ group: 'example.com', kind: 'Thing', port: undefined }),
  'backend other namespace': backend({ namespace: 'other' }),
  'backend without port': backend({ port: undefined }),
  'backend bad numbers': backend({ port: 70000, weight: -1 }),
  'backend weight large': backend({ weight: 1000001 }),
  'backend bad names': backend({ name: '', namespace: 'A_', kind: '', group: '.x' }),
  'backends many': rule({ backendRefs: Array.from({ length: 17 }, (_, index) => ({ name: `b${index}`, port: 80 })) }),
  'backend text port': backend({ port: '80' }),
};
