import type { GraphNode } from '../../graph/types'
import { float, indent } from '../python/text'

/** What draws the weights of a dense layer; `{w}` stands for the tensor. */
function drawing({ attrs }: GraphNode): string {
  const draw = attrs.distribution === 'uniform' ? 'uniform_' : 'normal_'
  switch (attrs.init) {
    case 'he':
      return `nn.init.kaiming_${draw}({w}, nonlinearity='relu')`
    case 'xavier':
    case 'lecun':
      // Variance 1 / fan_in: the factor of a linear layer is 1.
      return `nn.init.kaiming_${draw}({w}, nonlinearity='linear')`
    case 'glorot':
      return `nn.init.xavier_${draw}({w})`
    case 'normal':
      return `nn.init.normal_({w}, std=${float(Number(attrs.sigma))})`
    case 'identity': {
      const scale = Number(attrs.scale ?? 1)
      return `nn.init.eye_({w})${scale === 1 ? '' : `.mul_(${float(scale)})`}`
    }
    case 'zeros':
      return 'nn.init.zeros_({w})'
    default:
      throw new Error(`no PyTorch initialisation for "${attrs.init}"`)
  }
}

/** `reset_parameters`: how every dense layer starts, those that start alike together. */
export function initializationLines(
  nodes: readonly GraphNode[],
  names: ReadonlyMap<string, string>,
): string[] {
  const groups = new Map<string, string[]>()
  const dense = nodes.filter(({ kind }) => kind === 'dense')
  for (const node of dense) {
    const rule = `${drawing(node)} ${node.attrs.bias === true}`
    groups.set(rule, [...(groups.get(rule) ?? []), `self.${names.get(node.id)!}`])
  }
  if (groups.size === 0) return []
  const body = [...groups].flatMap(([rule, layers]) => {
    const [draw = '', hasBias] = [rule.slice(0, rule.lastIndexOf(' ')), rule.endsWith('true')]
    const lines = (layer: string) => [
      draw.replace('{w}', `${layer}.weight`),
      ...(hasBias ? [`nn.init.zeros_(${layer}.bias)`] : []),
    ]
    if (layers.length === 1) return lines(layers[0]!)
    return [`for layer in ${tuple(layers)}:`, ...indent(lines('layer'))]
  })
  return [
    '@torch.no_grad()',
    'def reset_parameters(self):',
    ...indent(['"""Draws all weights anew."""', ...body]),
  ]
}

/** On one line, or on several where there are many. */
function tuple(items: readonly string[]): string {
  const whole = `(${items.join(', ')})`
  return whole.length <= 64
    ? whole
    : `(\n${items.map(item => `            ${item},`).join('\n')}\n        )`
}
