export const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf';

/** What every protobuf body of Kubernetes begins with. */
export const MAGIC = Buffer.from('k8s\0');

export function hasMagic(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}
