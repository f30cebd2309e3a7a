/** A header as it stands in the message: name and value. */
export type HeaderLine = readonly [name: string, value: string];
