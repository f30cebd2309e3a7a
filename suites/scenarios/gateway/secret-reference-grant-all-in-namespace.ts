import { grantedSecret, scenario, toKind } from '../../kit/index.ts';

export default scenario({
  id: 'GatewaySecretReferenceGrantAllInNamespace',
  title: 'A grant for all Secrets of a namespace lets a listener use one of them, until it is removed',
  since: 'v1.0',
  ...grantedSecret(() => [toKind('Secret')]),
});
