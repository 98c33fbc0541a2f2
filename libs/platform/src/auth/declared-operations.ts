import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS, type Access } from './access.decorator';

/** An operation of a controller, with who may call it. */
interface Operation {
  readonly controller: Type;
  /** `POST api/caseload/cases/:caseId/close` */
  readonly address: string;
  readonly access: Access | 'public' | undefined;
}

/** Throws where an operation says neither `@Access` nor `@Public`: a process with such a hole does not start. */
export function refuseUndeclared(app: INestApplicationContext): void {
  const undeclared = operationsOf(app).filter(({ access }) => access === undefined);
  if (undeclared.length === 0) return;
  const list = undeclared.map(({ controller, address }) => `  ${address} (${controller.name})`).join('\n');
  throw new Error(`Operations without @Access or @Public:\n${list}`);
}

function operationsOf(app: INestApplicationContext): Operation[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const controller = metatype as Type<Record<string, object>>;
    const prototype = controller.prototype as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
      // What handles messages stands in controllers too, and has no method.
      if (!handler || method === undefined) return [];
      const path = [controller, handler]
        .map((part) => String(Reflect.getMetadata(PATH_METADATA, part) ?? ''))
        .filter((part) => part !== '/');
      const access = [handler, controller].map((part) => Reflect.getMetadata(ACCESS, part) as Operation['access']).find(Boolean);
      return [{ controller, address: `${RequestMethod[method]} ${path.join('/')}`, access }];
    });
  });
}
