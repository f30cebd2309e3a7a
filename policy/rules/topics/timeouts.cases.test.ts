import type { JsonObject } from '../../../apimachinery/types.ts';
import { route, type TopicCases } from '../testing.ts';

const timed = (timeouts: JsonObject, retry?: JsonObject) => [
  route({ rules: [{ timeouts, ...(retry ? { retry } : {}) }] }),
];
const at = (place: string) => [`HTTPRoute shop/r spec.rules[0].${place}`];

export const timeoutCases: TopicCases = {
  'timeout-backend-longer': {
    fires: [
      {
        name: 'longer',
        objects: timed({ request: '1s', backendRequest: '1001ms' }),
        at: at('timeouts.backendRequest'),
      },
    ],
    misses: [
      { name: 'the same in other units', objects: timed({ request: '1s', backendRequest: '1000ms' }) },
      { name: 'no limit of the whole', objects: timed({ request: '0s', backendRequest: '1s' }) },
      { name: 'what is no duration', objects: timed({ request: '1s', backendRequest: '1.5s' }) },
    ],
  },
  'timeout-backend-unlimited': {
    fires: [{ name: 'no limit', objects: timed({ request: '1s', backendRequest: '0s' }) }],
    misses: [{ name: 'neither has one', objects: timed({ request: '0s', backendRequest: '0s' }) }],
  },
  'retry-no-time': {
    fires: [
      {
        name: 'a long pause',
        objects: timed({ request: '1s' }, { attempts: 2, backoff: '2s' }),
        at: at('retry.backoff'),
      },
      {
        name: 'a request to a backend as long as the whole',
        objects: timed({ request: '1s', backendRequest: '1s' }, { attempts: 2 }),
        at: at('retry'),
      },
    ],
    misses: [
      {
        name: 'time for both',
        objects: timed({ request: '10s', backendRequest: '1s' }, { attempts: 2, backoff: '100ms' }),
      },
      { name: 'no retries', objects: timed({ request: '1s', backendRequest: '1s' }, { attempts: 0 }) },
      { name: 'no limit', objects: timed({}, { backoff: '1h' }) },
    ],
  },
  'retry-nothing': {
    fires: [{ name: 'codes', objects: timed({}, { attempts: 0, codes: [503] }), at: at('retry.attempts') }],
    misses: [
      { name: 'switched off', objects: timed({}, { attempts: 0 }) },
      { name: 'one attempt', objects: timed({}, { attempts: 1, codes: [503] }) },
    ],
  },
  'session-persistence-deprecated': {
    fires: [{ name: 'one', objects: [route({ rules: [{ sessionPersistence: {} }] })], at: at('sessionPersistence') }],
    misses: [{ name: 'none', objects: [route({ rules: [{ sessionPersistence: null }] })] }],
  },
  'duration-form': {
    fires: [
      { name: 'minutes for hours', objects: timed({ request: '90m' }), says: '90m is 1h30m' },
      { name: 'no seconds', objects: timed({ request: '0m' }), says: '0m is 0s' },
    ],
    misses: [{ name: 'the standard form', objects: timed({ request: '1h30m5s1ms', backendRequest: '0s' }) }],
  },
};
