import { sliceManagerLabel } from '../constants.ts';
import { type Fault, fault } from './types.ts';

/** Traffic shared out or led to backends wrongly, and wrong answers in their stead. */
export const backendFaults: readonly Fault[] = [
  fault('weights-off-by-ten', 'sends ten points of the first backend to the second', 'backends', ({ shares }) => ({
    shares: (backends) => {
      const right = shares(backends);
      const tenth = right.reduce((sum, weight) => sum + weight, 0) / 10;
      const shift = right.length > 1 ? Math.min(tenth, right[0] ?? 0) : 0;
      return right.map((weight, index) => (index === 0 ? weight - shift : index === 1 ? weight + shift : weight));
    },
  })),
  fault('zero-weight-served', 'sends some traffic to backends of weight 0', 'backends', ({ shares }) => ({
    shares: (backends) => {
      const right = shares(backends);
      const tenth = right.reduce((sum, weight) => sum + weight, 0) / 10;
      return right.map((weight) => weight || tenth);
    },
  })),
  fault('weights-ignored', 'shares traffic equally, whatever the weights', 'backends', ({ shares }) => ({
    shares: (backends) => shares(backends).map((weight) => Math.sign(weight)),
  })),
  fault('first-backend-only', 'sends all traffic to the first backend', 'backends', ({ shares }) => ({
    shares: (backends) => shares(backends).map((weight, index) => (index === 0 ? weight : 0)),
  })),
  fault(
    'invalid-share-redistributed',
    'sends the share of an invalid backend to the valid ones',
    'backends',
    ({ shares }) => ({
      shares: (backends) => {
        const right = shares(backends);
        const valid = right.map((weight, index) => (backends[index]?.invalid ? 0 : weight));
        return valid.some((weight) => weight > 0) ? valid : right;
      },
    }),
  ),
  fault('headless-unreachable', 'finds no endpoints of headless Services', 'backends', ({ endpoints }) => ({
    endpoints: (service, port, slices) => (service.spec.clusterIP === 'None' ? [] : endpoints(service, port, slices)),
  })),
  fault(
    'manual-slices-unreachable',
    'uses EndpointSlices of the cluster’s own controller only',
    'backends',
    ({ endpoints }) => ({
      endpoints: (service, port, slices) =>
        endpoints(
          service,
          port,
          slices.filter(({ metadata }) => metadata.labels?.[sliceManagerLabel] === 'endpointslice-controller.k8s.io'),
        ),
    }),
  ),
  fault(
    'service-port-as-target',
    'connects to the port of the Service instead of the target port',
    'backends',
    ({ endpoints }) => ({
      endpoints: (service, port, slices) =>
        endpoints(service, port, slices).map(({ address }) => ({ address, port: port.port })),
    }),
  ),
  fault('invalid-backend-404', 'answers 404 for an invalid backend', 'answers', () => ({ invalidBackend: 404 })),
  fault('invalid-backend-503', 'answers 503 for an invalid backend', 'answers', () => ({ invalidBackend: 503 })),
  fault('no-backend-404', 'answers 404 where a rule has no backend', 'answers', () => ({ noBackend: 404 })),
  fault('no-backend-503', 'answers 503 where a rule has no backend', 'answers', () => ({ noBackend: 503 })),
  fault('no-match-503', 'answers 503 where no route matches', 'answers', () => ({ noMatch: 503 })),
  fault('no-match-500', 'answers 500 where no route matches', 'answers', () => ({ noMatch: 500 })),
];
