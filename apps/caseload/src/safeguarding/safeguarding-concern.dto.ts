import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Text } from '#libs/platform';
import { SAFEGUARDING_CATEGORIES, type SafeguardingCategory } from './safeguarding-concern.entity';

export class RaiseConcernDto {
  @ApiProperty({ enum: SAFEGUARDING_CATEGORIES, example: 'financial' })
  @IsIn(SAFEGUARDING_CATEGORIES)
  category!: SafeguardingCategory;

  @ApiProperty({ example: 'A neighbour has had her bank card since spring.', description: 'For those who may read it, and nobody else' })
  @Text(4000)
  detail!: string;
}

export class RaisedConcernView {
  @ApiProperty({ example: '4a2c3c5d-7e9f-4a23-8b6b-8e8f7d3e9b51' })
  id!: string;

  @ApiProperty({ example: '2026-01-12T10:00:00.000Z' })
  raisedAt!: string;
}

export class ConcernView extends RaisedConcernView {
  @ApiProperty({ enum: SAFEGUARDING_CATEGORIES, example: 'financial' })
  category!: SafeguardingCategory;

  @ApiProperty({ example: 'A neighbour has had her bank card since spring.' })
  detail!: string;

  @ApiProperty({ type: String, nullable: true, example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10' })
  leadWorkerId!: string | null;
}

export class ConcernList {
  @ApiProperty({ type: [ConcernView] })
  items!: ConcernView[];
}
