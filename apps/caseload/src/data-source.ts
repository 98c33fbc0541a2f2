import { messagingMigrations } from '#libs/messaging';
import { auditMigrations, idempotencyMigrations, rateLimitMigrations, releaseMigrations, type DatabaseDefinition } from '#libs/platform';
import { Absence } from './absences/absence.entity';
import { Action } from './actions/action.entity';
import { Alert } from './alerts/alert.entity';
import { AgreementCopy } from './agreements/agreement-copy.entity';
import { CallBack } from './call-backs/call-back.entity';
import { CaseBlocker } from './blockers/case-blocker.entity';
import { AvoidAcknowledgement } from './avoid-settings/avoid-acknowledgement.entity';
import { AvoidSetting } from './avoid-settings/avoid-setting.entity';
import { Case } from './cases/case.entity';
import { ReferralDetailsRow } from './cases/referral-details.entity';
import { ClockPause } from './clocks/clock-pause.entity';
import { ConnectionBarrier } from './connections/connection-barrier.entity';
import { ConnectionStatus } from './connections/connection-status.entity';
import { Connection } from './connections/connection.entity';
import { Contact } from './contacts/contact.entity';
import { PlannedContact } from './contacts/planned-contact.entity';
import { LateAnswer } from './connections/late-answer.entity';
import { ContactRuleException } from './contact-rules/contact-rule-exception.entity';
import { ServiceCopy } from './directory/service-copy.entity';
import { Employment } from './employments/employment.entity';
import { HandOver } from './hand-overs/hand-over.entity';
import { InvariantException } from './invariants/invariant.entity';
import { PlanSeal } from './invariants/plan-seal.entity';
import { RebuiltCase } from './invariants/rebuilt-case.entity';
import { InvariantRun } from './invariants/invariant-run.entity';
import { Caseload1763780000000 } from './migrations/1763780000000-caseload';
import { Actions1763900000000 } from './migrations/1763900000000-actions';
import { Timers1763900000001 } from './migrations/1763900000001-timers';
import { SchemeSettings1763900000002 } from './migrations/1763900000002-scheme-settings';
import { Alerts1763900000003 } from './migrations/1763900000003-alerts';
import { Plans1763900200000 } from './migrations/1763900200000-plans';
import { UnmetNeedCounted1764250000001 } from './migrations/1764250000001-unmet-need-counted';
import { UnmetNeeds1763900200001 } from './migrations/1763900200001-unmet-needs';
import { PlanSeals1763900200009 } from './migrations/1763900200009-plan-seals';
import { Agreements1763900200002 } from './migrations/1763900200002-agreements';
import { Contacts1763900100000 } from './migrations/1763900100000-contacts';
import { CallBacks1763900100001 } from './migrations/1763900100001-call-backs';
import { RemoteModeCounts1763900100002 } from './migrations/1763900100002-remote-mode-counts';
import { Employments1763900400000 } from './migrations/1763900400000-employments';
import { PresentingGroups1763900400001 } from './migrations/1763900400001-presenting-groups';
import { Reallocations1763900400002 } from './migrations/1763900400002-reallocations';
import { Blockers1763900400003 } from './migrations/1763900400003-blockers';
import { Moves1763900400004 } from './migrations/1763900400004-moves';
import { Signposting1763900400005 } from './migrations/1763900400005-signposting';
import { Absences1763900400006 } from './migrations/1763900400006-absences';
import { ReferBacks1763900500000 } from './migrations/1763900500000-refer-backs';
import { ConnectionSteps1763900300000 } from './migrations/1763900300000-connection-steps';
import { Barriers1763900300001 } from './migrations/1763900300001-barriers';
import { AvoidSettings1763900300002 } from './migrations/1763900300002-avoid-settings';
import { OwnersWhoSee1764210000000 } from './migrations/1764210000000-owners-who-see';
import { Rebuilds1764210000001 } from './migrations/1764210000001-rebuilds';
import { PersonMessages1763900600000 } from './migrations/1763900600000-person-messages';
import { ConsentAndSensitivity1764220000000 } from './migrations/1764220000000-consent-and-sensitivity';
import { CasesInCrisis1764240000000 } from './migrations/1764240000000-cases-in-crisis';
import { UrgentMessages1764240000001 } from './migrations/1764240000001-urgent-messages';
import { My1763900600001 } from './migrations/1763900600001-my';
import { CaseloadErasure1764270000000 } from './migrations/1764270000000-erasure';
import { RelatedPersons1764230000000 } from './migrations/1764230000000-related-persons';
import { RelatedPerson } from './related-persons/related-person.entity';
import { WhoReadOutTheCode1764260000001 } from './migrations/1764260000001-who-read-out-the-code';
import { Closures1764200000000 } from './migrations/1764200000000-closures';
import { CalendarDays1764200000001 } from './migrations/1764200000001-calendar-days';
import { MyLink } from './my/my-link.entity';
import { MyReport } from './my/my-report.entity';
import { MySession } from './my/my-session.entity';
import { MessagePreferenceRow } from './person-messages/message-preference.entity';
import { PersonMessage } from './person-messages/person-message.entity';
import { Plan } from './plans/plan.entity';
import { Limbo1763900000005 } from './migrations/1763900000005-limbo';
import { Invariants1763900000006 } from './migrations/1763900000006-invariants';
import { CaseStatistics1763900000008 } from './migrations/1763900000008-case-statistics';
import { OpenCases1763900000007 } from './migrations/1763900000007-open-cases';
import { ClockPauses1763900000004 } from './migrations/1763900000004-clock-pauses';
import { Consents1763900500001 } from './migrations/1763900500001-consents';
import { NeedsAndRisks1763900500002 } from './migrations/1763900500002-needs-and-risks';
import { Safeguarding1763900500003 } from './migrations/1763900500003-safeguarding';
import { Consent } from './consents/consent.entity';
import { Need } from './needs/need.entity';
import { NamedReader } from './restricted/named-reader.entity';
import { ClinicalCareCheck } from './risks/clinical-care.entity';
import { Risk } from './risks/risk.entity';
import { SafeguardingConcern } from './safeguarding/safeguarding-concern.entity';
import { ReallocatedCase } from './reallocations/reallocated-case.entity';
import { Reallocation } from './reallocations/reallocation.entity';
import { CaseMove } from './moves/case-move.entity';
import { ReferBack } from './refer-backs/refer-back.entity';
import { RemoteMode } from './remote-mode/remote-mode.entity';
import { SchemeCopy } from './schemes/scheme-copy.entity';
import { SchemeSettingsRow } from './schemes/scheme-settings.entity';
import { TextOverride } from './texts/text-override.entity';
import { Signposting } from './signposting/signposting.entity';
import { Timer } from './timers/timer.entity';
import { UnmetNeed } from './unmet-needs/unmet-need.entity';
import { UrgentMessage } from './urgent-messages/urgent-message.entity';
import { Worker } from './workers/worker.entity';

/** caseload's schema. */
export const caseloadDatabase: DatabaseDefinition = {
  name: 'caseload',
  entities: [
    Absence,
    Action,
    AgreementCopy,
    Alert,
    AvoidAcknowledgement,
    AvoidSetting,
    CallBack,
    Case,
    CaseBlocker,
    CaseMove,
    HandOver,
    ClockPause,
    Connection,
    ConnectionBarrier,
    ConnectionStatus,
    ContactRuleException,
    Contact,
    Employment,
    InvariantException,
    InvariantRun,
    LateAnswer,
    MessagePreferenceRow,
    MyLink,
    MyReport,
    MySession,
    PersonMessage,
    Plan,
    PlannedContact,
    PlanSeal,
    ClinicalCareCheck,
    Consent,
    NamedReader,
    Need,
    ReallocatedCase,
    Reallocation,
    RebuiltCase,
    ReferBack,
    ReferralDetailsRow,
    RelatedPerson,
    Risk,
    SafeguardingConcern,
    RemoteMode,
    SchemeCopy,
    SchemeSettingsRow,
    ServiceCopy,
    Signposting,
    TextOverride,
    Timer,
    UnmetNeed,
    UrgentMessage,
    Worker,
  ],
  migrations: [
    ...auditMigrations,
    ...idempotencyMigrations,
    ...rateLimitMigrations,
    ...messagingMigrations,
    ...releaseMigrations,
    Caseload1763780000000,
    Actions1763900000000,
    Timers1763900000001,
    SchemeSettings1763900000002,
    Alerts1763900000003,
    ClockPauses1763900000004,
    Limbo1763900000005,
    Invariants1763900000006,
    OpenCases1763900000007,
    CaseStatistics1763900000008,
    Contacts1763900100000,
    CallBacks1763900100001,
    RemoteModeCounts1763900100002,
    Plans1763900200000,
    UnmetNeeds1763900200001,
    Agreements1763900200002,
    ReferBacks1763900500000,
    Consents1763900500001,
    NeedsAndRisks1763900500002,
    Safeguarding1763900500003,
    PlanSeals1763900200009,
    ConnectionSteps1763900300000,
    Barriers1763900300001,
    AvoidSettings1763900300002,
    Employments1763900400000,
    PresentingGroups1763900400001,
    Reallocations1763900400002,
    Blockers1763900400003,
    Moves1763900400004,
    Signposting1763900400005,
    Absences1763900400006,
    PersonMessages1763900600000,
    My1763900600001,
    OwnersWhoSee1764210000000,
    Rebuilds1764210000001,
    ConsentAndSensitivity1764220000000,
    RelatedPersons1764230000000,
    CasesInCrisis1764240000000,
    CaseloadErasure1764270000000,
    UnmetNeedCounted1764250000001,
    WhoReadOutTheCode1764260000001,
    UrgentMessages1764240000001,
    Closures1764200000000,
    CalendarDays1764200000001,
  ],
};
