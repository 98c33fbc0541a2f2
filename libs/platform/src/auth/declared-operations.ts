import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS, type Access } from './access.decorator';
import { RecordReaches } from './record-reach';

/** An operation of a controller, with who may call it. */
interface Operation {
  readonly controller: Type;
  /** `POST api/caseload/cases/:caseId/close` */
  readonly address: string;
  readonly access: Access | 'public' | undefined;
}

/**
 * Throws where an operation says neither `@Access` nor `@Public`, or has a path that names what its service's `RecordReach` does not know: a
 * process with such a hole does not start.
 */
export function refuseUndeclared(app: INestApplicationContext): void {
  const reaches = app.get(RecordReaches);
  const holes = operationsOf(app).flatMap(({ controller, address, access }) => {
    if (access === undefined) return [`${address} (${controller.name}) has neither @Access nor @Public`];
    if (access === 'public') return [];
    const unknown = [...address.matchAll(/:(\w+)/g)].flatMap(([, name = '']) => (reaches.record(controller, name) ? [] : [name]));
    return unknown.map((name) => `${address} (${controller.name}) names a ${name}, which the service's RecordReach does not know`);
  });
  if (holes.length > 0) throw new Error(`Operations that are not closed as they should be:\n  ${holes.join('\n  ')}`);
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
