import type { Feature } from '#libs/platform';
import { AttemptRepository } from './attempt.repository';
import { KnownDeviceRepository } from './known-device.repository';
import { SignInController } from './sign-in.controller';
import { SignInService } from './sign-in.service';

export const signIn: Feature = {
  controllers: [SignInController],
  providers: [AttemptRepository, KnownDeviceRepository, SignInService],
};
