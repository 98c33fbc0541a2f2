import { DocumentFormatError } from './plan.errors';

const TYPES = { 'text/html': 'html', 'application/pdf': 'pdf', 'text/*': 'html', 'application/*': 'pdf', '*/*': 'html' } as const;

/** Which form of a document a caller wants most by its `Accept` (RFC 9110 §12.5.1); HTML when it does not say. */
export function formatOf(accept: string | undefined): 'html' | 'pdf' {
  if (accept === undefined || accept.trim() === '') return 'html';
  const wanted = accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  const best = wanted
    .filter((range): range is { type: keyof typeof TYPES; quality: number } => Object.hasOwn(TYPES, range.type) && range.quality > 0)
    .sort((one, other) => other.quality - one.quality)[0];
  if (!best) throw new DocumentFormatError();
  return TYPES[best.type];
}
