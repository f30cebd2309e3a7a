/** A place in the specification's sources, which are its text. `last` may be left out for one line. */
export function clause(file: string, first: number, last = first): string {
  return `https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/${file}_types.go#L${first}-L${last}`;
}

export function gep(number: number): string {
  return `https://gateway-api.sigs.k8s.io/geps/gep-${number}/`;
}
