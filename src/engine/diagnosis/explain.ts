import type { Finding, RuleId, Severity } from './finding'

/** What training does to a network that was ill before it, in any way. */
const aftermath: readonly RuleId[] = [
  'initialLoss',
  'highLearningRate',
  'strongPenalty',
  'diverged',
  'vanishing',
  'exploding',
  'deadUnits',
  'saturation',
  'updateTooLarge',
  'updateTooSmall',
  'notLearning',
  'oscillating',
]

type Condition = (finding: Finding, facts: Facts) => boolean

interface Explanation {
  readonly root: RuleId
  readonly when?: Condition
  readonly consequences: readonly RuleId[]
}

/** What an explanation may depend on besides the finding itself. */
export interface Facts {
  /** Whether a finding held at the initial weights, before there was a step to blame. */
  isInitial(finding: Finding): boolean
  /** Whether steps are far too long whatever the gradients are. */
  readonly hasAbsurdRate: boolean
}

const isInitial: Condition = (finding, facts) => facts.isInitial(finding)

/**
 * Which finding explains which others: the first that fits. What was wrong before the first step comes
 * before what steps may have done: of a network that began ill nothing can be laid to its steps. The
 * graph and the data come before the weights, since no weights make up for them. Among what arose in
 * training, the steps come before what they led to, and what stops a gradient before its vanishing.
 */
const explanations: readonly Explanation[] = [
  {
    root: 'outputActivation',
    consequences: ['saturation', 'vanishing', 'deadUnits', 'updateTooSmall', 'notLearning'],
  },
  { root: 'constantInput', consequences: aftermath },
  // Both make training another network than evaluation, which looks like overfitting.
  { root: 'smallBatch', consequences: [...aftermath, 'overfitting'] },
  { root: 'heavyDropout', consequences: [...aftermath, 'overfitting'] },
  {
    root: 'highLearningRate',
    when: (_finding, { hasAbsurdRate }) => hasAbsurdRate,
    consequences: aftermath,
  },
  {
    root: 'inputScale',
    when: ({ severity }) => severity === 'error',
    consequences: [...aftermath, 'targetScale', 'poorInit'],
  },
  { root: 'targetScale', consequences: aftermath },
  { root: 'identicalUnits', consequences: aftermath },
  { root: 'poorInit', consequences: aftermath },
  {
    root: 'exploding',
    when: ({ cause }, _facts) => cause === 'weights' || cause === 'largeValues',
    consequences: aftermath,
  },
  { root: 'saturation', when: isInitial, consequences: aftermath },
  { root: 'vanishing', when: isInitial, consequences: aftermath },
  { root: 'initialLoss', consequences: aftermath },
  { root: 'strongPenalty', consequences: aftermath },
  { root: 'highLearningRate', consequences: aftermath },
  { root: 'noActivation', consequences: ['notLearning'] },
  { root: 'deadUnits', consequences: ['vanishing', 'updateTooSmall', 'notLearning'] },
  { root: 'saturation', consequences: ['vanishing', 'updateTooSmall', 'notLearning'] },
  { root: 'vanishing', consequences: ['updateTooSmall', 'notLearning'] },
  { root: 'updateTooSmall', consequences: ['notLearning'] },
]

const severities: readonly Severity[] = ['error', 'warning', 'info']

/**
 * Sets the findings in order: causes, the worst first, each followed by its consequences; what is over
 * comes last. A cause weighs as much as the worst of its consequences.
 */
export function explain(findings: readonly Finding[], facts: Facts): Finding[] {
  const roots = new Map<RuleId, Finding>()
  for (const finding of findings) {
    const root = rootOf(finding, findings, facts)
    if (root) roots.set(finding.rule, root)
  }
  const explained = findings.map((finding): Finding => {
    const root = roots.get(finding.rule)
    if (root) return { ...finding, root: { rule: root.rule, cause: root.cause } }
    const own = findings.filter(each => roots.get(each.rule) === finding && !each.over)
    const severity = severities[Math.min(...[finding, ...own].map(weight))]!
    return { ...finding, severity, root: null }
  })
  const group = ({ rule, root }: Finding) =>
    explained.find(each => each.rule === (root ?? { rule }).rule)!
  const keys = (finding: Finding) => {
    const head = group(finding)
    return [
      Number(finding.over),
      Number(head.over),
      weight(head),
      rank(head.rule),
      Number(finding.root !== null),
      weight(finding),
      rank(finding.rule),
    ]
  }
  return explained.sort((a, b) => compareKeys(keys(a), keys(b)))
}

/** The cause that a finding goes back to; null where it is one itself. */
export function rootOf(
  finding: Finding,
  findings: readonly Finding[],
  facts: Facts,
): Finding | null {
  for (const { root: rule, when, consequences } of explanations) {
    // A finding that comes first itself is explained by nothing that comes after.
    if (rule === finding.rule && (when?.(finding, facts) ?? true)) return null
    if (!consequences.includes(finding.rule)) continue
    const root = findings.find(each => each.rule === rule)
    if (!root || (root.over && !finding.over) || !(when?.(root, facts) ?? true)) continue
    return rootOf(root, findings, facts) ?? root
  }
  return null
}

function weight({ severity }: Finding): number {
  return severities.indexOf(severity)
}

function rank(rule: RuleId): number {
  const at = explanations.findIndex(({ root }) => root === rule)
  return at < 0 ? explanations.length : at
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}
