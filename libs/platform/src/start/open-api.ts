import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** `/api/<service>/openapi.json` and `/api/<service>/docs`, made from the service's own controllers when first asked for. */
export function serveOpenApi(app: NestFastifyApplication, name: string, module: DynamicModule | undefined): void {
  if (!module?.controllers?.length) return;
  const document = new DocumentBuilder().setTitle(name).setVersion('1').addBearerAuth().build();
  SwaggerModule.setup(`api/${name}/docs`, app, () => SwaggerModule.createDocument(app, document, { include: [module.module] }), {
    jsonDocumentUrl: `api/${name}/openapi.json`,
  });
}
