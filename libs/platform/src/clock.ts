import { Injectable } from '@nestjs/common';

/** The time of day, as something that can be put in a constructor. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
