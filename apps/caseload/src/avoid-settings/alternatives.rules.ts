import type { FieldProblem, ServiceSetting } from '#libs/contracts';

/** From the setting that asks least of a person to the one that asks most: what comes first is offered first. */
const GRADES: readonly ServiceSetting[] = [
  'one-to-one',
  'telephone',
  'home',
  'online',
  'outdoors',
  'small-group',
  'mixed-gender',
  'clinical-venue',
  'faith-venue',
  'group',
];

interface Alternative {
  readonly serviceId: string;
  readonly name: string;
  readonly providerName: string;
  readonly settings: readonly ServiceSetting[];
}

/** What a warning says: each setting that is avoided, then what could be offered in its place, one-to-one first. */
export function warningsOf(avoided: readonly ServiceSetting[], alternatives: readonly Alternative[], most: number): FieldProblem[] {
  const conflicts = avoided.map((setting) => ({
    pointer: '/serviceId',
    code: 'avoided-setting',
    detail: `The person avoids this setting: ${setting}.`,
  }));
  const graded = [...alternatives].sort((one, other) => gradeOf(one) - gradeOf(other)).slice(0, most);
  return [
    ...conflicts,
    ...graded.map(({ serviceId, name, providerName, settings }) => ({
      pointer: `/alternatives/${serviceId}`,
      code: 'alternative',
      detail: `${name}, from ${providerName}: ${settings.join(', ')}`,
    })),
  ];
}

function gradeOf({ settings }: Alternative): number {
  return Math.min(...settings.map((setting) => GRADES.indexOf(setting)));
}
