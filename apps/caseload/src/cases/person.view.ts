import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class PersonNameView {
  @ApiPropertyOptional({ example: 'Okafor' })
  family?: string;

  @ApiProperty({ example: ['Grace'] })
  given!: string[];

  @ApiProperty({ example: 'Mrs Grace Okafor' })
  text!: string;
}

export class PersonView {
  @ApiProperty({ type: PersonNameView })
  name!: PersonNameView;

  @ApiPropertyOptional({ example: '1948-03-02' })
  birthDate?: string;

  @ApiPropertyOptional({ example: '9434765919' })
  nhsNumber?: string;

  @ApiPropertyOptional({ example: '07700 900123' })
  phone?: string;

  @ApiPropertyOptional({ example: 'grace@example.org' })
  email?: string;

  @ApiPropertyOptional({ example: 'LS6 2AB' })
  postcode?: string;

  @ApiPropertyOptional({ example: 'Widowed in spring; rarely leaves the house.', description: "The referrer's words" })
  reason?: string;
}
