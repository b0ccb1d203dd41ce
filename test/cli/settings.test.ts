import { describe, expect, it } from 'vitest'
import { CliFailure } from '../../src/cli/failure'
import { applySetting } from '../../src/cli/settings'
import { parseDocumentValue } from '../../src/engine/document/parse'
import type { GraphDocument } from '../../src/engine/document/schema'
import { bypassed, mnistDocument } from '../support/documents'

const document = mnistDocument([8])

function set(assignment: string): GraphDocument {
  return applySetting(document, assignment) as GraphDocument
}

function failure(assignment: string): string {
  try {
    set(assignment)
  } catch (error) {
    if (error instanceof CliFailure) return `${error.message} ${error.remedy}`
    throw error
  }
  throw new Error(`${assignment} was taken`)
}

describe('applySetting', () => {
  it('sets an attr of a node, with or without "attrs" in the path', () => {
    expect(set('nodes.dense1.units=64').nodes[1]!.attrs.units).toBe(64)
    expect(set('nodes.dense1.attrs.units=64').nodes[1]!.attrs.units).toBe(64)
    expect(set('nodes.dense1.bias=false').nodes[1]!.attrs.bias).toBe(false)
    expect(set('nodes.relu1.function=tanh').nodes[2]!.attrs.function).toBe('tanh')
  })

  it('leaves bypassed nodes and frames as they are', () => {
    const position = { x: 0, y: 0 }
    const frames = [{ id: 'units', title: 'units', position, width: 90, height: 60 }]
    const whole = { ...bypassed(document, 'relu1'), frames }
    const after = applySetting(whole, 'nodes.dense1.units=64') as GraphDocument
    expect(parseDocumentValue(after).kind).toBe('ok')
    expect([after.nodes[2], after.frames]).toEqual([whole.nodes[2], frames])
  })

  it('sets a label as text, whatever it looks like', () => {
    expect(set('nodes.dense1.label=a=b').nodes[1]!.label).toBe('a=b')
    expect(set('nodes.dense1.label=12').nodes[1]!.label).toBe('12')
  })

  it('sets the name of the graph, and what else a node has', () => {
    expect(set('name=12').name).toBe('12')
    expect(set('nodes.dense1.position.x=-7').nodes[1]!.position).toEqual({
      ...document.nodes[1]!.position,
      x: -7,
    })
    const whole = set('nodes.relu1.disabled=true')
    expect(whole).toEqual(bypassed(document, 'relu1'))
    expect(parseDocumentValue(whole).kind).toBe('ok')
    expect(applySetting(whole, 'nodes.relu1.disabled=false')).toEqual(document)
  })

  it('sets fields of training, as deep as they lie', () => {
    expect(set('training.epochs=9').training.epochs).toBe(9)
    expect(set('training.optimizer.learningRate=1e-3').training.optimizer.learningRate).toBe(0.001)
    expect(set('training.regularization={"l1":0,"l2":1}').training.regularization.l2).toBe(1)
  })

  it('switches the kind of optimizer, schedule and clipping, with the defaults of the new one', () => {
    expect(set('training.schedule.kind=cosine').training.schedule).toEqual({
      kind: 'cosine',
      unit: 'epoch',
      period: 10,
      minimum: 0,
      warmup: 0,
    })
    expect(set('training.clipping.kind=norm').training.clipping).toEqual({ kind: 'norm', limit: 1 })
    expect(set('training.optimizer.kind=adam').training.optimizer).toMatchObject({
      kind: 'adam',
      learningRate: document.training.optimizer.learningRate,
      beta1: 0.9,
    })
    const stepped = set('training.schedule={"kind":"step","every":3,"warmup":7}')
    expect(applySetting(stepped, 'training.schedule.kind=exponential')).toMatchObject({
      training: { schedule: { kind: 'exponential', warmup: 7 } },
    })
  })

  it('leaves the document and everything else alone', () => {
    const before = structuredClone(document)
    const after = set('nodes.dense1.units=64')
    expect(document).toEqual(before)
    expect({ ...after, nodes: [] }).toEqual({ ...before, nodes: [] })
  })

  it.each([
    ['units', 'it has no "=". Write PATH=VALUE'],
    ['nodes.dense1=3', 'there is no field after nodes.dense1. There is: units'],
    ['nodes.dense1.position.z=3', 'there is no "z" in nodes.dense1.position'],
    ['nodes.dense1.attrs.disabled=true', 'there is no "disabled" in nodes.dense1.attrs'],
    ['nodes.dense1.id=x', 'there is no "id" in nodes.dense1'],
    ['=3', 'it has no "="'],
    ['units=3', 'a path starts with "training." or "nodes."'],
    ['version=2', 'a path starts with "training." or "nodes."'],
    ['nodes.fc9.units=3', 'there is no node "fc9". There is: data1, dense1, relu1, dense2, loss1.'],
    ['nodes=3', 'there is no node ""'],
    ['nodes.dense1=3', 'there is no'],
    ['nodes.dense1.unitz=3', 'there is no "unitz" in nodes.dense1. There is: units, init'],
    ['nodes.dense1.kind=add', 'there is no "kind"'],
    ['nodes.dense1.attrs=3', 'there is no'],
    ['training=3', 'there is no "training"'],
    ['training.speed=3', 'there is no "speed" in training. There is: optimizer'],
    ['training.epochs.x=3', 'there is no "epochs" with fields of its own'],
    ['training.schedule.kind=cosin', 'there is no schedule "cosin". There is: constant, step'],
    ['training.schedule.period=3', 'there is no "period" in training.schedule. There is: kind'],
    ['training.optimizer.kind=lion', 'there is no optimizer "lion". There is: sgd, momentum'],
    ['training.__proto__.polluted=1', 'there is no "__proto__"'],
    ['training.constructor=1', 'there is no "constructor"'],
    ['nodes.dense1.__proto__=1', 'there is no "__proto__"'],
  ])('refuses %s: %s', (assignment, message) => {
    expect(failure(assignment)).toContain(`--set ${assignment}: `)
    expect(failure(assignment)).toContain(message)
  })
})
