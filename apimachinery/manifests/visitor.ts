/** A field or item of a document. */
export interface VisitedField {
  /** Path of what it is in. */
  parent: string;
  name: string;
  path: string;
  /** Of its key, or of the item itself, into the document. */
  offset: number;
}

/** Told of every field and item, in the order of the text. */
export type Visitor = (field: VisitedField) => void;
