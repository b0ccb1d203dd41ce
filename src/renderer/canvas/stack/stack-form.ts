import { create } from 'zustand'
import type { Position } from '../../../engine/document/schema'
import { type StackOptions, stackLimits } from '../../../engine/graph/stack'
import {
  type AttrSpecs,
  type AttrValues,
  bool,
  choice,
  int,
  number,
} from '../../../engine/nodes/attrs'
import { defaultStack, insertStack } from '../../editing/stack'
import { t } from '../../i18n/index'
import { kindInfo } from '../../i18n/kinds'

interface StackFormState {
  /** Where the stack goes if nothing is selected; null while the form is closed. */
  readonly start: Position | null
  /** What was asked for last. */
  readonly options: StackOptions
}

export const useStackForm = create<StackFormState>()(() => ({ start: null, options: defaultStack }))

export function openStackForm(start: Position): void {
  useStackForm.setState({ start })
}

export function closeStackForm(): void {
  useStackForm.setState({ start: null })
}

/** Inserts what the form says, as one undo step. */
export function submitStack(): void {
  const { start, options } = useStackForm.getState()
  closeStackForm()
  if (start) insertStack(options, start)
}

/** Value of the choice that leaves activations out. */
const none = 'none'

/** The form's fields. Choices are those of the kinds that a stack is made of. */
export function stackFields() {
  const { max: mostUnits } = intOf('dense', 'units')
  return {
    count: int({
      title: t('stack.count'),
      help: t('stack.count.help'),
      max: stackLimits.count,
      default: defaultStack.count,
    }),
    units: int({
      title: t('stack.units'),
      help: t('stack.units.help'),
      max: mostUnits,
      default: defaultStack.units,
    }),
    activation: choice({
      title: t('stack.activation'),
      help: t('stack.activation.help'),
      options: [
        ...optionsOf('activation', 'function'),
        { value: none, title: t('stack.activation.none'), help: t('stack.activation.none.help') },
      ],
      default: defaultStack.activation ?? none,
    }),
    init: choice({
      title: t('stack.init'),
      help: t('stack.init.help'),
      options: optionsOf('dense', 'init'),
      default: defaultStack.init,
    }),
    dropout: number({
      title: t('stack.dropout'),
      help: t('stack.dropout.help'),
      min: 0,
      max: 1,
      exclusiveMax: true,
      default: defaultStack.dropout,
    }),
    skip: int({
      title: t('stack.skip'),
      help: t('stack.skip.help'),
      min: 0,
      max: stackLimits.skip,
      default: defaultStack.skip,
    }),
    batchNorm: bool({
      title: t('stack.batchNorm'),
      help: t('stack.batchNorm.help'),
      default: defaultStack.batchNorm,
    }),
  } satisfies AttrSpecs & Record<keyof StackOptions, unknown>
}

function intOf(kind: 'dense', attr: string) {
  const spec = kindInfo(kind).attrs[attr]
  if (spec?.type !== 'int') throw new Error(`${kind}.${attr} is no whole number`)
  return spec
}

function optionsOf(kind: 'dense' | 'activation', attr: string) {
  const spec = kindInfo(kind).attrs[attr]
  if (spec?.type !== 'choice') throw new Error(`${kind}.${attr} is no choice`)
  return spec.options
}

/** What the form's fields show. */
export function stackValues({ activation, ...rest }: StackOptions): AttrValues {
  return { ...rest, activation: activation ?? none }
}

/** Takes over a field of the form. */
export function setStackField(name: string, value: AttrValues[string]): void {
  const { options } = useStackForm.getState()
  const next = name === 'activation' && value === none ? null : value
  useStackForm.setState({ options: { ...options, [name]: next } as StackOptions })
}
