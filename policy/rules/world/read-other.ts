import { Field } from './fields.ts';
import { readReference, readReferences } from './read-common.ts';
import type { BackendTls, Policy, Service, WorldObject } from './types.ts';

export function readService(object: WorldObject): Service {
  const spec = new Field('', object.value).get('spec');
  return {
    object,
    type: spec.get('type').text() ?? 'ClusterIP',
    clusterIp: spec.get('clusterIP').text(),
    ports: spec
      .get('ports')
      .items()
      .flatMap((each) => {
        const port = each.get('port').number();
        if (port === undefined) return [];
        const target = each.get('targetPort');
        return [
          {
            path: each.path,
            name: each.get('name').text() ?? '',
            port,
            protocol: each.get('protocol').text() ?? 'TCP',
            targetPort: target.number() ?? target.text(),
            appProtocol: each.get('appProtocol').text(),
          },
        ];
      }),
  };
}

export function readBackendTls(object: WorldObject): BackendTls {
  const validation = new Field('', object.value).get('spec').get('validation');
  return {
    object,
    targets: readPolicy(object)?.targets ?? [],
    cas: readReferences(validation.get('caCertificateRefs'), object, { group: '', kind: 'ConfigMap' }),
    hostname: validation.get('hostname').text(),
  };
}

/** https://gateway-api.sigs.k8s.io/geps/gep-713/: `targetRef`, or several in `targetRefs`. */
export function readPolicy(object: WorldObject): Policy | undefined {
  const spec = new Field('', object.value).get('spec');
  const single = spec.get('targetRef');
  const fields = [...(single.isPresent ? [single] : []), ...spec.get('targetRefs').items()];
  const targets = fields.flatMap((field) => {
    const reference = readReference(field, object, { group: '', kind: '' });
    return reference ? [{ ...reference, sectionName: field.get('sectionName').text() || undefined }] : [];
  });
  return targets.length > 0 ? { object, targets } : undefined;
}
