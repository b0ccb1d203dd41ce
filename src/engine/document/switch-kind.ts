import type { z } from 'zod'

type Variant = z.ZodObject<{ kind: z.ZodLiteral<string> }>

/**
 * A value of a union by `kind`, changed to another kind: fields that both kinds have keep their
 * values, the others go, and new ones take their defaults.
 *
 * @returns null where there is no such kind, or where it lacks a field that has no default.
 */
export function switchKind<T extends { readonly kind: string }>(
  union: z.ZodType<T> & { readonly options: readonly unknown[] },
  before: Readonly<Record<string, unknown>>,
  kind: string,
): T | null {
  const variants = union.options as readonly Variant[]
  const variant = variants.find(({ shape }) => shape.kind.value === kind)
  if (!variant) return null
  const kept = Object.entries(before).filter(([name]) => Object.hasOwn(variant.shape, name))
  const result = union.safeParse({ ...Object.fromEntries(kept), kind })
  return result.success ? result.data : null
}
