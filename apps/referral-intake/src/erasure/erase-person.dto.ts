import { ApiProperty } from '@nestjs/swagger';
import { Text } from '#libs/platform';

export class ErasePersonDto {
  @ApiProperty({ example: 'Asked for by letter of 2 March', description: 'Why; it is kept, so it must not tell who the person is' })
  @Text(500)
  reason!: string;
}
