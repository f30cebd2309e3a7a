import type { Behaviour } from '../behaviour/types.ts';

/** Adds a condition of the implementation's own to every status. */
export function addExtraConditions(behaviour: Behaviour): Behaviour {
  const { conditions } = behaviour.status;
  return {
    ...behaviour,
    status: {
      ...behaviour.status,
      conditions: (kind, own) => {
        const written = conditions(kind, own);
        const observedGeneration = written[0]?.observedGeneration;
        const extra = {
          type: 'gwconf.dev/Observed',
          status: 'True',
          reason: 'Observed',
          message: `The controller has seen this ${kind}`,
          ...(observedGeneration === undefined ? {} : { observedGeneration }),
        } as const;
        return [extra, ...written];
      },
    },
  };
}
