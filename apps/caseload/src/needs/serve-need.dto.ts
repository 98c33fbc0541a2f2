import { PickType } from '@nestjs/swagger';
import { OpenActionDto } from '../actions/action.dto';

export class ServeNeedDto extends PickType(OpenActionDto, ['title', 'dueAt'] as const) {}
