import { grantedSecret, scenario, toKind } from '../../kit/index.ts';

export default scenario({
  id: 'GatewaySecretReferenceGrantSpecific',
  title: 'A grant for one Secret lets a listener use it, until it is removed',
  since: 'v1.0',
  ...grantedSecret((env) => [toKind('Secret', env.name('another')), toKind('Secret', env.name('pair'))]),
});
