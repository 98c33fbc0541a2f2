import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

export class NameReaderDto {
  @ApiProperty({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', description: "A worker of the case's scheme" })
  @IsUUID('all')
  workerId!: string;
}

export class NamedReaderView {
  @ApiProperty({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10' })
  workerId!: string;

  @ApiProperty({ example: 'Priya Shah' })
  name!: string;

  @ApiProperty({ example: '2026-01-12T10:00:00.000Z' })
  namedAt!: string;
}

export class NamedReaderList {
  @ApiProperty({ type: [NamedReaderView] })
  items!: NamedReaderView[];
}
