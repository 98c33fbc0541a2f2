interface Range {
  readonly type: string;
  readonly quality: number;
  /** FHIR R4 §3.1.0.1.15: the version that the caller reads. */
  readonly fhirVersion: string;
}

/**
 * Whether one of these media types is acceptable (RFC 9110 §12.5.1): the nearest range that names a type decides. Parameters are not looked at,
 * but for `q` and `fhirVersion`; a caller who says nothing takes anything.
 */
export function accepts(header: string | undefined, types: readonly string[]): boolean {
  if (header === undefined || header.trim() === '') return true;
  const ranges = header.toLowerCase().split(',').map(rangeOf);
  return types.some((type) => {
    const nearest = [type, `${type.split('/')[0] ?? ''}/*`, '*/*'].flatMap((name) => ranges.filter((range) => range.type === name))[0];
    return nearest !== undefined && nearest.quality > 0 && /^4\.0(\.\d+)?$/.test(nearest.fhirVersion);
  });
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const valueOf = (name: string) => parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
  return { type, quality: Number(valueOf('q') ?? 1), fhirVersion: valueOf('fhirversion') ?? '4.0' };
}
