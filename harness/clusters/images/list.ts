export interface ListedImage {
  image: string;
  /** What it is for. */
  use: 'nodes' | 'implementation' | 'backends';
}

export interface ImageChoice {
  /** Undefined for kind's own, whose name only kind knows. */
  kindImage?: string | undefined;
  /** Of the profile, parameters replaced. */
  implementation: readonly string[];
  /** Undefined for the project's own, which is built here. */
  echoImage?: string | undefined;
  /** Undefined for that of the backends. */
  agentImage?: string | undefined;
}

/** All that a run on kind needs, each once. */
export function listImages({ kindImage, implementation, echoImage, agentImage }: ImageChoice): ListedImage[] {
  const listed: ListedImage[] = [
    ...(kindImage === undefined ? [] : [{ image: kindImage, use: 'nodes' as const }]),
    ...implementation.map((image) => ({ image, use: 'implementation' as const })),
    ...[echoImage, agentImage].flatMap((image) => (image === undefined ? [] : [{ image, use: 'backends' as const }])),
  ];
  return [...new Map(listed.map((entry) => [entry.image, entry])).values()];
}
