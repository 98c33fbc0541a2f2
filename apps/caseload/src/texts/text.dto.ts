import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { TextKey } from './english.rules';
import { LANGUAGES, type Language } from './text.rules';

export class TextDto {
  @ApiProperty({ example: 'Your link worker', description: 'With its placeholders, as in `((worker))`; only those of the shipped text' })
  @IsString()
  @MaxLength(5000)
  text!: string;
}

/** A text that the person reads. */
export class TextView {
  @ApiProperty({ type: String, example: 'link-worker-named.text' })
  key!: TextKey;

  @ApiProperty({ enum: LANGUAGES })
  language!: Language;

  @ApiProperty({ example: 'Hello ((person)). Your link worker at ((scheme)) is ((worker)).' })
  text!: string;

  @ApiProperty({ description: 'What is said when the organisation has no words of its own' })
  shipped!: string;

  @ApiProperty({ description: 'The organisation has put its own words in its place' })
  isChanged!: boolean;

  @ApiProperty({ type: [String], example: ['person', 'scheme', 'worker'], description: 'The placeholders that it may have' })
  placeholders!: string[];
}

export class TextList {
  @ApiProperty({ type: [TextView] })
  items!: TextView[];
}
