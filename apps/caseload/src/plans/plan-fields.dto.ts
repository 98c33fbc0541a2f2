import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';

/** What somebody wrote, at most 4,000 letters; may be empty. */
export const Words = (): PropertyDecorator => applyDecorators(IsString(), MaxLength(4000));

/** A section with at most 100 items; may be left out. */
export const Items = (type: () => new () => object): PropertyDecorator =>
  applyDecorators(IsOptional(), IsArray(), ArrayMaxSize(100), ValidateNested({ each: true }), Type(type));
