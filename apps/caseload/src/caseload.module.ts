import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingConfig, MessagingModule } from '#libs/messaging';
import { DatabaseModule, MailConfig, RecordReach, RetentionConfig, serviceModule, type ProcessContext } from '#libs/platform';
import { absences } from './absences/absences.module';
import { actions } from './actions/actions.module';
import { alerts } from './alerts/alerts.module';
import { agreements } from './agreements/agreements.module';
import { avoidSettings } from './avoid-settings/avoid-settings.module';
import { CaseloadConfig } from './caseload.config';
import { CaseloadReach } from './caseload.reach';
import { callBacks } from './call-backs/call-backs.module';
import { blockers } from './blockers/blockers.module';
import { cases } from './cases/cases.module';
import { clocks } from './clocks/clocks.module';
import { connections } from './connections/connections.module';
import { CASELOAD } from './consumers';
import { contacts } from './contacts/contacts.module';
import { caseloadDatabase } from './data-source';
import { directory } from './directory/directory.module';
import { handOvers } from './hand-overs/hand-overs.module';
import { invariants } from './invariants/invariants.module';
import { limbo } from './limbo/limbo.module';
import { loneWorking } from './lone-working/lone-working.module';
import { my } from './my/my.module';
import { personMessages } from './person-messages/person-messages.module';
import { moves } from './moves/moves.module';
import { contactRules } from './contact-rules/contact-rules.module';
import { relatedPersons } from './related-persons/related-persons.module';
import { plans } from './plans/plans.module';
import { presentingGroups } from './presenting-groups/presenting-groups.module';
import { reallocations } from './reallocations/reallocations.module';
import { referBacks } from './refer-backs/refer-backs.module';
import { employments } from './employments/employments.module';
import { records } from './records/records.module';
import { escalations } from './escalations/escalations.module';
import { remoteMode } from './remote-mode/remote-mode.module';
import { consents } from './consents/consents.module';
import { needs } from './needs/needs.module';
import { restricted } from './restricted/restricted.module';
import { risks } from './risks/risks.module';
import { safeguarding } from './safeguarding/safeguarding.module';
import { schemes } from './schemes/schemes.module';
import { servicePauses } from './service-pauses/service-pauses.module';
import { texts } from './texts/texts.module';
import { signposting } from './signposting/signposting.module';
import { timers } from './timers/timers.module';
import { unmetNeeds } from './unmet-needs/unmet-needs.module';
import { urgentMessages } from './urgent-messages/urgent-messages.module';
import { workers } from './workers/workers.module';

@Module({})
export class CaseloadModule {
  static forProcess(context: ProcessContext): DynamicModule {
    const database = DatabaseModule.forService(caseloadDatabase, context.settings);
    const messaging = MessagingModule.forService({ service: 'caseload', transport: CASELOAD, opensSealed: true }, database, context);
    return serviceModule(CaseloadModule, context, {
      imports: [database, messaging],
      configs: [CaseloadConfig, MailConfig, MessagingConfig, RetentionConfig],
      features: [
        timers,
        alerts,
        schemes,
        clocks,
        escalations,
        limbo,
        invariants,
        directory,
        workers,
        employments,
        absences,
        signposting,
        handOvers,
        moves,
        blockers,
        reallocations,
        presentingGroups,
        cases,
        relatedPersons,
        contactRules,
        actions,
        contacts,
        callBacks,
        loneWorking,
        remoteMode,
        connections,
        servicePauses,
        avoidSettings,
        plans,
        unmetNeeds,
        referBacks,
        restricted,
        needs,
        risks,
        consents,
        safeguarding,
        agreements,
        texts,
        personMessages,
        urgentMessages,
        my,
        records,
      ],
      providers: [{ provide: RecordReach, useClass: CaseloadReach }],
    });
  }
}
