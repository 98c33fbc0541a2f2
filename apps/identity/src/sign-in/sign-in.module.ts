import type { Feature } from '#libs/platform';
import { AttemptRepository } from './attempt.repository';
import { SignInController } from './sign-in.controller';
import { SignInService } from './sign-in.service';

export const signIn: Feature = {
  controllers: [SignInController],
  providers: [AttemptRepository, SignInService],
};
