import { describeUnknown } from '../unknown.ts';
import { type Habits, plainHabits } from './types.ts';

export interface Variant {
  name: string;
  description: string;
  habits: Partial<Habits>;
}

/** Conformant but inconvenient ways to behave, switched on by `GWCONF_VARIANTS`. */
export const variants: readonly Variant[] = [
  { name: 'status-late', description: 'writes every status two seconds late', habits: { statusDelayMs: 2000 } },
  {
    name: 'data-plane-late',
    description: 'routes by a configuration that is three seconds behind the status',
    habits: { dataPlaneDelayMs: 3000 },
  },
  {
    name: 'two-replicas',
    description: 'serves from two replicas, of which the second learns of every change three seconds later',
    habits: { replicaDelaysMs: [0, 3000] },
  },
  {
    name: 'close-connections',
    description: 'closes the connection after each response',
    habits: { closesConnections: true },
  },
  {
    name: 'upper-case-headers',
    description: 'writes the header names of requests and responses in upper case',
    habits: { upperCaseHeaders: true },
  },
  {
    name: 'extra-conditions',
    description: 'adds a condition of its own to every status',
    habits: { extraConditions: true },
  },
  {
    name: 'extra-headers',
    description: 'adds X-Request-Id, Via, X-Forwarded-Host and Server headers to what it forwards',
    habits: { extraHeaders: true },
  },
  {
    name: 'strict-rotation',
    description: 'chooses backends in strict weighted rotation',
    habits: { choice: 'rotation' },
  },
  { name: 'random-choice', description: 'chooses every backend at random', habits: { choice: 'random' } },
  { name: 'http-200-slow', description: 'gives each response 150 ms late', habits: { responseDelayMs: 150 } },
  {
    name: 'chunked',
    description: 'sends response bodies in small chunks without a Content-Length',
    habits: { chunkBytes: 64 },
  },
  {
    name: 'bursty-status',
    description: 'writes each new status twice: first Unknown and Pending, then the truth',
    habits: { announcesPending: true },
  },
  {
    name: 'one-address',
    description: 'serves Gateways whose listeners cannot be mistaken for one another at one address',
    habits: { sharesAddress: true },
  },
  {
    name: 'early-404-as-empty-body',
    description: 'gives its own answers without a body',
    habits: { emptyAnswers: true },
  },
  {
    name: 'hop-limited-keep-alive',
    description: 'lets a connection carry three requests',
    habits: { requestsPerConnection: 3 },
  },
];

/** The habits of the variants named. Throws one sentence that names an unknown one. */
export function selectHabits(names: readonly string[]): Habits {
  const chosen = names.map((name) => {
    const variant = variants.find((candidate) => candidate.name === name);
    if (variant) return variant.habits;
    throw describeUnknown('GWCONF_VARIANTS', name, variants);
  });
  return Object.assign({}, plainHabits, ...chosen);
}
