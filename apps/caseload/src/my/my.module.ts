import type { Feature } from '#libs/platform';
import { ActOnMyPageService } from './act-on-my-page.service';
import { ChangeMyChoicesService } from './change-my-choices.service';
import { MakeMyLinkService } from './make-my-link.service';
import { MyGateService } from './my-gate.service';
import { MyKeys } from './my-keys.client';
import { MyLinkRepository } from './my-link.repository';
import { MyLinksController } from './my-links.controller';
import { MyPageQuery } from './my-page.query';
import { MyReportRepository } from './my-report.repository';
import { MyReportsQuery } from './my-reports.query';
import { MyVisitQuery } from './my-visit.query';
import { MyController } from './my.controller';
import { OpenMyPageService } from './open-my-page.service';
import { ReadOutCodeService } from './read-out-code.service';
import { ReportWrongService } from './report-wrong.service';
import { RevokeMyLinkService } from './revoke-my-link.service';
import { SendMyCodeService } from './send-my-code.service';
import { ShowMyPageService } from './show-my-page.service';

/** The person's own page: where their referral is, who acts next, their plan, what they agree to, and a word when something is wrong. */
export const my: Feature = {
  controllers: [MyController, MyLinksController],
  providers: [
    ActOnMyPageService,
    ChangeMyChoicesService,
    MakeMyLinkService,
    MyGateService,
    MyKeys,
    MyLinkRepository,
    MyPageQuery,
    MyReportRepository,
    MyReportsQuery,
    MyVisitQuery,
    OpenMyPageService,
    ReadOutCodeService,
    ReportWrongService,
    RevokeMyLinkService,
    SendMyCodeService,
    ShowMyPageService,
  ],
};
