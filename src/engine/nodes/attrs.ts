import { z } from 'zod'

/** That another attr of the same node has one of these values. */
export interface AttrCondition {
  readonly attr: string
  readonly is: readonly (string | boolean)[]
}

/** A hyperparameter a user sets on a node. Forms, file schema and help derive from these records. */
interface AttrBase {
  readonly title: string
  /** One line: what the field does and which values suit. */
  readonly help: string
  /** Shown, and used, only while this holds; of several conditions, while all do. */
  readonly when?: AttrCondition | readonly AttrCondition[]
  /** Left out of a file, and of a new node, unless it was set. */
  readonly sparse?: boolean
  /** Set by a view of its own, or measured; no form of attrs shows it. */
  readonly hidden?: boolean
}

interface NumericAttr extends AttrBase {
  /** What is counted, in a word: shown after the number. */
  readonly unit?: string
  /** `log` where sizes matter, as of rates: arrow keys and dragging then multiply. */
  readonly scale?: 'log'
}

export interface IntAttr extends NumericAttr {
  readonly type: 'int'
  readonly min: number
  readonly max: number
  readonly default: number
}

export interface NumberAttr extends NumericAttr {
  readonly type: 'number'
  readonly min: number
  readonly max: number
  /** True when `min` itself is not allowed. */
  readonly exclusiveMin: boolean
  readonly exclusiveMax: boolean
  readonly default: number
}

export interface ChoiceAttr<V extends string = string> extends AttrBase {
  readonly type: 'choice'
  readonly options: readonly { readonly value: V; readonly title: string; readonly help: string }[]
  readonly default: V
}

export interface BoolAttr extends AttrBase {
  readonly type: 'bool'
  readonly default: boolean
}

export interface TextAttr extends AttrBase {
  readonly type: 'text'
  readonly maxLength: number
  readonly default: string
}

export type AttrSpec = IntAttr | NumberAttr | ChoiceAttr | BoolAttr | TextAttr
export type AttrSpecs = Readonly<Record<string, AttrSpec>>
export type AttrValue = number | string | boolean
export type AttrValues = Readonly<Record<string, AttrValue>>

/** The value type of each attr of a node kind. */
export type AttrsOf<S extends AttrSpecs> = {
  readonly [K in keyof S]: S[K] extends ChoiceAttr<infer V>
    ? V
    : S[K] extends BoolAttr
      ? boolean
      : S[K] extends TextAttr
        ? string
        : number
}

type Options<T extends AttrSpec> = Omit<T, 'type'>

/** A whole number, from 1 to a million unless told otherwise. */
export function int(
  options: Partial<Options<IntAttr>> & Pick<IntAttr, 'title' | 'help' | 'default'>,
): IntAttr {
  return { type: 'int', min: 1, max: 1_000_000, ...options }
}

/** Any number, ends included unless told otherwise. */
export function number(
  options: Partial<Options<NumberAttr>> & Pick<NumberAttr, 'title' | 'help' | 'default'>,
): NumberAttr {
  return {
    type: 'number',
    min: -1e9,
    max: 1e9,
    exclusiveMin: false,
    exclusiveMax: false,
    ...options,
  }
}

/** One of some options. */
export function choice<const V extends string>(
  options: Omit<ChoiceAttr<V>, 'type' | 'default'> & { readonly default: NoInfer<V> },
): ChoiceAttr<V> {
  return { type: 'choice', ...options }
}

/** A switch. */
export function bool(options: Options<BoolAttr>): BoolAttr {
  return { type: 'bool', ...options }
}

/** A line of text, empty unless told otherwise. */
export function text(
  options: Partial<Options<TextAttr>> & Pick<TextAttr, 'title' | 'help'>,
): TextAttr {
  return { type: 'text', maxLength: 4096, default: '', ...options }
}

/** Default value of every attr of a node kind that is not sparse. */
export function defaultAttrs(specs: AttrSpecs): AttrValues {
  const present = Object.entries(specs).filter(([, spec]) => !spec.sparse)
  return Object.fromEntries(present.map(([name, spec]) => [name, spec.default]))
}

/** Zod schema of one attr: accepts exactly the values the form offers. */
export function attrSchema(spec: AttrSpec): z.ZodType<AttrValue> {
  switch (spec.type) {
    case 'int':
      return z.int().min(spec.min).max(spec.max)
    case 'number': {
      const base = z.number()
      const low = spec.exclusiveMin ? base.gt(spec.min) : base.gte(spec.min)
      return spec.exclusiveMax ? low.lt(spec.max) : low.lte(spec.max)
    }
    case 'choice':
      return z.enum(spec.options.map(option => option.value))
    case 'bool':
      return z.boolean()
    case 'text':
      return z.string().max(spec.maxLength)
  }
}

/**
 * Zod schema of all attrs of a node kind; missing attrs take their default, but for sparse ones, which
 * stay away; unknown ones are errors.
 */
export function attrsSchema(specs: AttrSpecs): z.ZodType<AttrValues> {
  const shape = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const schema = attrSchema(spec)
      return [name, spec.sparse ? schema.optional() : schema.default(spec.default)]
    }),
  )
  return z.strictObject(shape) as z.ZodType<AttrValues>
}

/** Whether an attr applies, given the values of the others. */
export function attrApplies(spec: AttrSpec, attrs: AttrValues): boolean {
  return [spec.when ?? []].flat().every(({ attr, is }) => {
    // A sparse attr that was never set is off.
    const value = attrs[attr] ?? false
    return typeof value !== 'number' && is.includes(value)
  })
}
