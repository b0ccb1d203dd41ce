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

export type AttrSpec = IntAttr | NumberAttr | ChoiceAttr | BoolAttr
export type AttrSpecs = Readonly<Record<string, AttrSpec>>
export type AttrValue = number | string | boolean
export type AttrValues = Readonly<Record<string, AttrValue>>

/** The value type of each attr of a node kind. */
export type AttrsOf<S extends AttrSpecs> = {
  readonly [K in keyof S]: S[K] extends ChoiceAttr<infer V>
    ? V
    : S[K] extends BoolAttr
      ? boolean
      : number
}

type Options<T extends AttrSpec> = Omit<T, 'type'>

export function int(
  options: Partial<Options<IntAttr>> & Pick<IntAttr, 'title' | 'help' | 'default'>,
): IntAttr {
  return { type: 'int', min: 1, max: 1_000_000, ...options }
}

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

export function choice<const V extends string>(
  options: Omit<ChoiceAttr<V>, 'type' | 'default'> & { readonly default: NoInfer<V> },
): ChoiceAttr<V> {
  return { type: 'choice', ...options }
}

export function bool(options: Options<BoolAttr>): BoolAttr {
  return { type: 'bool', ...options }
}

/** Default value of every attr of a node kind. */
export function defaultAttrs(specs: AttrSpecs): AttrValues {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]))
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
  }
}

/** Zod schema of all attrs of a node kind; missing attrs take their default, unknown ones are errors. */
export function attrsSchema(specs: AttrSpecs): z.ZodType<AttrValues> {
  const shape = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, attrSchema(spec).default(spec.default)]),
  )
  return z.strictObject(shape)
}

/** Whether an attr applies, given the values of the others. */
export function attrApplies(spec: AttrSpec, attrs: AttrValues): boolean {
  return [spec.when ?? []].flat().every(({ attr, is }) => {
    const value = attrs[attr]
    return typeof value !== 'number' && value !== undefined && is.includes(value)
  })
}
