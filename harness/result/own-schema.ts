/**
 * Options of ajv for a schema of our own, which a test has checked and a process uses once: what is left out makes the
 * compiled code faster, and took twice as long as compiling itself.
 */
export const ownSchema = { meta: false, validateSchema: false, inlineRefs: false, code: { optimize: false } } as const;
