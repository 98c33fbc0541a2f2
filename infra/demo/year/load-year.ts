import { DataSource, type EntityManager } from 'typeorm';
import { dataSourceOptions, type DatabaseDefinition } from '#libs/platform';
import { eventually } from '#libs/testing';
import { caseloadDatabase } from '../../../apps/caseload/src/data-source';
import { outcomesDatabase } from '../../../apps/outcomes/src/data-source';
import { pipelineMonitorDatabase } from '../../../apps/pipeline-monitor/src/data-source';
import { providerGatewayDatabase } from '../../../apps/provider-gateway/src/data-source';
import { referralIntakeDatabase } from '../../../apps/referral-intake/src/data-source';
import { databaseSettingOf, type ServiceName } from '../../launcher/services';
import type { Variables } from '../../launcher/environment';
import { schemeYear, SEED, type MadeUpLife } from './scheme-year';
import type { Stage } from './stage';
import { writeCaseload, writeMonitor, writeOutcomes, writeProviders, writeSenders } from './write-year';

interface Part {
  readonly definition: DatabaseDefinition;
  /** Whether it holds the case or referral `$1` already. */
  readonly known: string;
  readonly write: (manager: EntityManager, year: readonly MadeUpLife[]) => Promise<void>;
}

const OF_REFERRAL = (table: string) => `SELECT 1 FROM ${table} WHERE referral_id = $1`;

/** In the order in which a referral would come to know them. */
const PARTS: readonly Part[] = [
  { definition: referralIntakeDatabase, known: `SELECT 1 FROM referral WHERE id = $1`, write: writeSenders },
  { definition: caseloadDatabase, known: OF_REFERRAL('"case"'), write: writeCaseload },
  { definition: providerGatewayDatabase, known: OF_REFERRAL('task'), write: writeProviders },
  { definition: outcomesDatabase, known: OF_REFERRAL('episode'), write: writeOutcomes },
  { definition: pipelineMonitorDatabase, known: OF_REFERRAL('journey'), write: writeMonitor },
];

/**
 * Writes the made-up year, each service's part with its own role in one transaction. A service that has its part already is left
 * alone, so this may be called again when it was cut short. Resolves to the year.
 */
export async function loadYear(variables: Variables, stage: Stage, until: Date): Promise<MadeUpLife[]> {
  const year = schemeYear(SEED, until, stage);
  for (const { definition, known, write } of PARTS) {
    const url = variables[databaseSettingOf(definition.name as ServiceName)];
    if (url === undefined) throw new Error(`The address of the database of ${definition.name} is not known here`);
    const dataSource = await new DataSource(dataSourceOptions(definition, url, 1)).initialize();
    try {
      if (definition === caseloadDatabase) await untilSchemeIsKnown(dataSource, stage.schemeId);
      const witness = year.find(({ life }) => life.tasks.length > 0)?.life.referral.referralId;
      const found: unknown[] = await dataSource.query(known, [witness]);
      if (found.length === 0) await dataSource.transaction((manager) => write(manager, year));
    } finally {
      await dataSource.destroy();
    }
  }
  return year;
}

async function untilSchemeIsKnown(dataSource: DataSource, schemeId: string): Promise<void> {
  await eventually(async () => {
    const found: unknown[] = await dataSource.query(`SELECT 1 FROM scheme_copy WHERE scheme_id = $1`, [schemeId]);
    if (found.length === 0) throw new Error('caseload has not heard of the scheme yet');
  });
}
