import { checkReferenceSettings } from '../../../embedded/index.ts';
import { messageOf } from '../../common/message-of.ts';
import { suggest } from '../../common/yaml-file.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import { UsageError } from '../../scenario/errors.ts';

/** Refuses features that a profile lists and nobody knows. Throws UsageError with the nearest known ones. */
export function checkFeatures(
  { name, supportedFeatures }: Pick<ImplementationProfile, 'name' | 'supportedFeatures'>,
  known: readonly string[],
): void {
  if (typeof supportedFeatures === 'string') return;
  const unknown = supportedFeatures.find((feature) => !known.includes(feature));
  if (unknown === undefined) return;
  throw new UsageError(
    `the profile ${name} lists the feature '${unknown}', which there is none of${suggest(unknown, known)}`,
  );
}

/** Refuses defects and variants that gwconf's own gateway does not have: its pod would only crash. */
export async function checkReference({
  controllerName,
  parameters,
}: Pick<ImplementationProfile, 'controllerName' | 'parameters'>): Promise<void> {
  if (controllerName !== 'gwconf.dev/reference-gateway') return;
  try {
    await checkReferenceSettings(parameters);
  } catch (cause) {
    const sentence = messageOf(cause);
    throw new UsageError(
      `--set: ${sentence.replace('GWCONF_FAULTS', 'faults').replace('GWCONF_VARIANTS', 'variants')}`,
      {
        cause,
      },
    );
  }
}
