import { type BackendDefinition, http } from '../../../harness/scenario/define.ts';
import { arrives, attached, exactPath, httpRoute, ruleTo, scenario } from '../../kit/index.ts';

const BY_NAME = [{ serves: 'http', targetPort: 'name' }] as const;

/** Services of every type that lead to two pods, and how their rows are called. */
const SERVICES: Readonly<Record<string, BackendDefinition & { row: string }>> = {
  manual: { selector: false, row: 'endpoints by hand' },
  'manual-headless': { podOf: 'manual', selector: false, headless: true, row: 'endpoints by hand, headless' },
  own: { own: true, row: 'selected pod' },
  'named-port': { podOf: 'own', serves: BY_NAME, row: 'selected pod, named port' },
  headless: { podOf: 'own', headless: true, row: 'selected pod, headless' },
  'headless-named-port': { podOf: 'own', headless: true, serves: BY_NAME, row: 'selected pod, headless, named port' },
};
const LABELS = Object.keys(SERVICES);

export default scenario({
  id: 'HTTPRouteServiceTypes',
  title:
    'A backend is reached whether its endpoints are written by hand or selected, with a cluster address or without',
  requirements: ['httproute.backends.service', 'route.status.resolved-refs'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.4',
  backends: SERVICES,
  resources: (env) => [
    httpRoute(env, 'by-service-type', { rules: LABELS.map((label) => ruleTo(env, label, exactPath(`/${label}`))) }),
  ],
  steps: [
    ...attached('HTTPRoute/by-service-type'),
    http([
      arrives('endpoints by hand', { path: '/manual' }, 'manual'),
      ...LABELS.slice(1).map((label) => arrives(SERVICES[label]?.row ?? label, { path: `/${label}` }, label)),
    ]),
  ],
});
