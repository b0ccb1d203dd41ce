import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { defaultTraining, optimizerSchema, scheduleSchema } from '../../src/engine/document/schema'
import { defaultAttrs } from '../../src/engine/nodes/attrs'
import { type NodeKind, nodeKinds } from '../../src/engine/nodes/index'
import { attrFormula, nodeFormula, trainingFormula } from '../../src/renderer/inspector/formulas'
import { trainingSpecs, withTrainingValue } from '../../src/renderer/inspector/training-fields'

/** Typesets, or throws with the place that is wrong. */
const typeset = (latex: string) =>
  katex.renderToString(latex, { throwOnError: true, strict: 'error' })

/** Every value of every choice of every kind. */
const choices = Object.values(nodeKinds).flatMap(({ kind, attrs }) =>
  Object.entries(attrs).flatMap(([name, spec]) =>
    spec.type === 'choice'
      ? spec.options.map(({ value }) => [kind as NodeKind, name, value] as const)
      : [],
  ),
)

describe('formulas', () => {
  it.each(Object.values(nodeKinds).map(({ kind, formula }) => [kind, formula]))(
    'of %s can be typeset',
    (_kind, formula) => {
      expect(typeset(formula)).toContain('<math')
    },
  )

  it.each(choices)('of %s with %s %s can be typeset', (kind, name, value) => {
    const attrs = { ...defaultAttrs(nodeKinds[kind].attrs), [name]: value }
    for (const distribution of ['normal', 'uniform']) {
      const node = { kind, attrs: { ...attrs, ...(kind === 'dense' && { distribution }) } }
      typeset(nodeFormula(node))
      const formula = attrFormula(node, name)
      if (formula) typeset(formula)
      if (kind === 'dense' && name === 'init') expect(formula).not.toBeNull()
    }
  })

  it.each(['activation', 'loss'] as const)('differ between all functions of %s', kind => {
    const spec = nodeKinds[kind].attrs.function
    const options = spec?.type === 'choice' ? spec.options : []
    const formulas = options.map(({ value }) => nodeFormula({ kind, attrs: { function: value } }))
    expect(new Set(formulas).size).toBe(options.length)
  })

  const unions = [
    ...optimizerSchema.options.map(({ shape }) => ['optimizer', shape.kind.value] as const),
    ...scheduleSchema.options.map(({ shape }) => ['schedule', shape.kind.value] as const),
    ['clipping', 'norm'] as const,
    ['clipping', 'value'] as const,
  ]
  it.each(unions)('of %s %s can be typeset', (field, kind) => {
    const training = withTrainingValue(defaultTraining, field, kind)
    if (kind !== 'constant') expect(trainingFormula(training, field)).not.toBeNull()
    for (const name of Object.keys(trainingSpecs(training))) {
      const formula = trainingFormula(training, name)
      if (formula) typeset(formula)
    }
  })
})
