import type { Feature } from '#libs/platform';
import { AvoidSettingRepository } from './avoid-setting.repository';
import { AvoidSettingsController } from './avoid-settings.controller';
import { CheckAvoidedService } from './check-avoided.service';
import { KeepAvoidSettingsService } from './keep-avoid-settings.service';

/** Settings that a person avoids, and the warning before a referral to one (CL-20). */
export const avoidSettings: Feature = {
  controllers: [AvoidSettingsController],
  providers: [AvoidSettingRepository, CheckAvoidedService, KeepAvoidSettingsService],
};
