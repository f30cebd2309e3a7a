import type { CompiledFilter } from '../model/served.ts';

/** How many of how many requests a mirror copies. https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter */
export function mirrorShare({ requestMirror }: CompiledFilter): { numerator: number; denominator: number } {
  if (requestMirror?.fraction) {
    const { numerator, denominator = 100 } = requestMirror.fraction;
    return { numerator, denominator };
  }
  return { numerator: requestMirror?.percent ?? 100, denominator: 100 };
}
