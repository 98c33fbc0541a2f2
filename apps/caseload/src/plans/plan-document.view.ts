/** A document for a person, before it is drawn as HTML or PDF. */
export interface PlanDocument {
  /** BCP 47. */
  readonly lang: string;
  readonly title: string;
  readonly intro: readonly string[];
  readonly sections: readonly DocumentSection[];
  readonly foot: string;
}

export interface DocumentSection {
  readonly heading: string;
  readonly parts: readonly DocumentPart[];
}

export type DocumentPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly heading?: string; readonly facts: readonly Fact[] };

/** A question and its answer. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}
