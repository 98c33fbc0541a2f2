import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

export class ErasePersonDto {
  @ApiProperty({ example: 'Asked for by letter of 2 March', description: 'Why; it is kept, so it must not tell who the person is' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
