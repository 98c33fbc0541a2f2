import {
  applyDecorators,
  Body,
  Controller,
  createParamDecorator,
  Get,
  HttpCode,
  Injectable,
  Param,
  Post,
  Query,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { InvalidRequestError } from '#libs/contracts';
import { Access, Caller, type Page, type Principal } from '#libs/platform';
import { AnswerTaskService, type AnsweredTask } from './answer-task.service';
import { ReadTaskService } from './read-task.service';
import { AttendedDto, CompleteDto, DeclineDto, NotAttendedDto, TaskListQuery } from './task.dto';
import type { TaskSummary, TaskView } from './task.view';
import { TasksQuery } from './tasks.query';

const READ = { roles: ['provider'], scopes: ['hub/provider-gateway.read', 'system/Task.r'], reach: 'own-provider' } as const;
const WRITE = { roles: ['provider'], scopes: ['hub/provider-gateway.write', 'system/Task.u'], reach: 'own-provider' } as const;

/** The task of the address, the caller who answers, and the version they have seen (`If-Match`). */
const Answered = createParamDecorator((_data: unknown, context: ExecutionContext): AnsweredTask => {
  const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { taskId: string } }> & { principal: Principal }>();
  const { taskId: id } = request.params;
  return { id, by: request.principal, ...versionOf(request.headers['if-match']) };
});

/** Tells the version of what is answered as its `ETag`. */
@Injectable()
class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((answer: { version?: unknown } | undefined) => {
        if (typeof answer?.version === 'number') void reply.header('etag', `W/"${String(answer.version)}"`);
      }),
    );
  }
}

/** A provider's tasks: what it was asked, and what it answers. */
@ApiTags('tasks')
@UseInterceptors(EtagInterceptor)
@Controller('api/provider-gateway/tasks')
export class TasksController {
  constructor(
    private readonly tasks: TasksQuery,
    private readonly readTask: ReadTaskService,
    private readonly answerTask: AnswerTaskService,
  ) {}

  @Get()
  @Access(READ)
  list(@Query() query: TaskListQuery, @Caller() caller: Principal): Promise<Page<TaskSummary>> {
    return this.tasks.list(caller.organisationId, query);
  }

  @Get(':taskId')
  @Access(READ)
  read(@Param('taskId') id: string, @Caller() caller: Principal): Promise<TaskView> {
    return this.readTask.execute({ id }, caller);
  }

  @Step('accept')
  accept(@Answered() task: AnsweredTask): Promise<TaskView> {
    return this.answerTask.execute(task, { step: 'accept' });
  }

  @Step('waitlist')
  waitlist(@Answered() task: AnsweredTask): Promise<TaskView> {
    return this.answerTask.execute(task, { step: 'waitlist' });
  }

  @Step('decline')
  decline(@Answered() task: AnsweredTask, @Body() { reason }: DeclineDto): Promise<TaskView> {
    return this.answerTask.execute(task, { step: 'decline', reason });
  }

  @Step('attended')
  attended(@Answered() task: AnsweredTask, @Body() { at }: AttendedDto): Promise<TaskView> {
    return this.answerTask.execute(task, { step: 'attended', at });
  }

  @Step('not-attended')
  notAttended(@Answered() task: AnsweredTask, @Body() { expectedAt }: NotAttendedDto): Promise<TaskView> {
    return this.answerTask.execute(task, { step: 'not-attended', at: expectedAt });
  }

  @Step('complete')
  complete(@Answered() task: AnsweredTask, @Body() { outcome }: CompleteDto): Promise<TaskView> {
    return this.answerTask.execute(task, { step: 'complete', outcome });
  }
}

/** `POST …/{id}/<step>`, answered 200 with the task as it stands then. */
function Step(step: string): MethodDecorator {
  return applyDecorators(
    Post(`:taskId/${step}`),
    HttpCode(200),
    Access(WRITE),
    ApiParam({ name: 'taskId' }),
    ApiHeader({ name: 'If-Match', required: false, description: 'ETag of the version the answer is about' }),
  );
}

function versionOf(match: string | undefined): { version?: number } {
  if (match === undefined || match === '*') return {};
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(match) ?? [];
  if (version === undefined)
    throw new InvalidRequestError([{ pointer: '', code: 'if-match', detail: 'If-Match must be an ETag that this task has had.' }]);
  return { version: Number(version) };
}
