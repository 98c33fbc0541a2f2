import type { Annotation, CodeableConcept, Observation, Period, QuestionnaireResponseItem, Resource } from '@medplum/fhirtypes';
import type { ReferralStatement } from '#libs/contracts';

type Said = Omit<ReferralStatement, 'resourceType'>;

/** A resource as far as it holds what people read; what its type lacks is absent. */
interface Readable {
  readonly resourceType: string;
  readonly note?: Annotation[];
}

/** The fields that hold something. */
export const defined = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as never;

/** A concept in words: its text, else what its codes display, else the codes themselves. */
export function wordsOf(concept: CodeableConcept | undefined): string | undefined {
  if (concept?.text) return concept.text;
  const words = (concept?.coding ?? []).flatMap(({ display, code }) => display ?? code ?? []);
  return words.length > 0 ? words.join(', ') : undefined;
}

function codingsOf(concept: CodeableConcept | undefined): Pick<ReferralStatement, 'coding'> {
  const coding = (concept?.coding ?? []).map(({ system, code, display }) => defined({ system, code, display }));
  return coding.length > 0 ? { coding } : {};
}

export function ofConcept(concept: CodeableConcept, resourceType: string): ReferralStatement[] {
  const text = wordsOf(concept);
  return text === undefined ? [] : [{ text, resourceType, ...codingsOf(concept) }];
}

/** `note` is an annotation wherever a resource has one. */
export function notesOf(resource: Resource): ReferralStatement[] {
  const { resourceType, note = [] } = resource as Readable;
  return note.flatMap(({ text, time, authorString, authorReference }) =>
    text ? [{ text, resourceType, ...defined({ from: time, author: authorString ?? authorReference?.display }) }] : [],
  );
}

/** What a resource says beside its notes, in words. */
export function statementsOf(resource: Resource): ReferralStatement[] {
  return saidIn(resource).map((said) => ({ ...said, resourceType: resource.resourceType }));
}

function saidIn(resource: Resource): Said[] {
  switch (resource.resourceType) {
    case 'ServiceRequest':
      return plain(resource.patientInstruction);
    case 'Task':
      return [...plain(resource.description), ...plain(wordsOf(resource.statusReason))];
    case 'Condition': {
      const { code, clinicalStatus, onsetDateTime, onsetString, abatementDateTime, abatementString, severity } = resource;
      const text = [wordsOf(code), wordsOf(severity)].filter(Boolean).join(', ');
      const when = { from: onsetDateTime ?? onsetString, until: abatementDateTime ?? abatementString };
      return plain(text, { ...codingsOf(code), ...defined({ status: clinicalStatus?.coding?.[0]?.code, ...when }) });
    }
    case 'Flag': {
      const { code, status, category, period } = resource;
      const words = { status, category: category?.flatMap((each) => wordsOf(each) ?? []).join(', '), ...datesOf(period) };
      return plain(wordsOf(code), { ...codingsOf(code), ...defined(words) });
    }
    case 'Observation': {
      const parts = [resource, ...(resource.component ?? [])].map((part) => labelled(wordsOf(part.code), valueOf(part)));
      return plain(parts.filter(Boolean).join('; '), { ...codingsOf(resource.code), ...defined({ from: resource.effectiveDateTime }) });
    }
    case 'Goal':
      return plain(wordsOf(resource.description), codingsOf(resource.description));
    case 'CarePlan': {
      const activities = (resource.activity ?? []).map(({ detail }) => labelled(wordsOf(detail?.code), detail?.description));
      return plain([resource.title, resource.description, ...activities].filter(Boolean).join('; '));
    }
    case 'QuestionnaireResponse':
      return (resource.item ?? []).flatMap(answersIn);
    case 'DocumentReference': {
      const titles = resource.content.map(({ attachment }) => attachment.title);
      return plain([resource.description ?? wordsOf(resource.type), ...titles].filter(Boolean).join('; '));
    }
    default:
      return [];
  }
}

const plain = (text: string | undefined, more: Omit<Said, 'text'> = {}): Said[] => (text ? [{ text, ...more }] : []);

function labelled(label: string | undefined, value: string | undefined): string | undefined {
  return label !== undefined && value !== undefined ? `${label}: ${value}` : (value ?? label);
}

type Valued = Pick<
  Observation,
  'valueString' | 'valueBoolean' | 'valueInteger' | 'valueQuantity' | 'valueCodeableConcept' | 'valueDateTime'
>;

function valueOf({ valueString, valueCodeableConcept, valueQuantity, valueBoolean, valueInteger, valueDateTime }: Valued) {
  if (valueBoolean !== undefined) return valueBoolean ? 'yes' : 'no';
  if (valueQuantity?.value !== undefined)
    return [valueQuantity.comparator, valueQuantity.value, valueQuantity.unit].filter(Boolean).join(' ');
  return valueString ?? wordsOf(valueCodeableConcept) ?? valueDateTime ?? (valueInteger === undefined ? undefined : String(valueInteger));
}

function answersIn({ text, linkId, answer = [], item = [] }: QuestionnaireResponseItem): Said[] {
  const answers = answer.flatMap((each) => {
    const { valueCoding, valueDecimal, valueDate, ...other } = each;
    const decimal = valueDecimal === undefined ? undefined : String(valueDecimal);
    return valueOf(other) ?? valueCoding?.display ?? valueCoding?.code ?? valueDate ?? decimal ?? [];
  });
  const nested = [...item, ...answer.flatMap((each) => each.item ?? [])].flatMap(answersIn);
  const said = answers.length > 0 ? labelled(text ?? linkId, answers.join(', ')) : nested.length > 0 ? undefined : text;
  return [...plain(said), ...nested];
}

function datesOf(period: Period | undefined): { from?: string; until?: string } {
  return defined({ from: period?.start, until: period?.end });
}
