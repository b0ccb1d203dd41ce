import type { Graph } from '../../graph/types'

/**
 * What each node's output is called in the function that computes the network: `x` where only the
 * next line needs it, as in a plain chain of layers, else the node's own name.
 *
 * @param names by id; none of them is `x` or `inputs`.
 */
export function valueNames(
  { nodes, data }: Graph,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const users = new Map<string, number[]>()
  nodes.forEach(({ inputs }, index) => {
    for (const id of inputs) users.set(id, [...(users.get(id) ?? []), index])
  })
  return new Map(
    nodes.map(({ id }, index) => {
      const [user, ...others] = users.get(id) ?? []
      const isPassedOn = user === index + 1 && others.length === 0
      const isJoined = isPassedOn && nodes[user]!.inputs.length > 1
      if (isPassedOn && !isJoined) return [id, 'x']
      return [id, id === data.id ? 'inputs' : names.get(id)!]
    }),
  )
}
