import { type CauseId, type Evidence, type Finding, type RuleId, ruleIds } from './finding'
import { type FixId, fixIds } from './fixes'

/** What a finding says; `{{name}}` stands for a number of its evidence. */
export interface RuleText {
  readonly title: string
  /** The evidence in one short sentence. */
  readonly brief: string
  readonly evidence: string
  /** What a course on training deep networks says about it. */
  readonly lesson: string
  readonly causes: Readonly<Partial<Record<CauseId, string>>>
}

export const ruleTexts: Readonly<Record<RuleId, RuleText>> = {
  diverged: {
    title: 'Training diverged',
    brief: 'The loss is {{loss}}.',
    evidence: 'The loss is {{loss}} at a learning rate of {{learningRate}}.',
    lesson:
      'Steps that are too long leave the valley they should descend: each makes the next gradient larger, until numbers overflow.',
    causes: { learningRate: 'The learning rate is too high for these gradients.' },
  },
  vanishing: {
    title: 'The gradient vanishes',
    brief: 'Its RMS is multiplied by {{factorPerLayer}} a layer, over {{layers}} layers.',
    evidence:
      'The gradient at the first hidden layer is {{ratio}} times that at the last ({{firstRms}} against {{lastRms}}): ×{{factorPerLayer}} a layer over {{layers}} layers.',
    lesson:
      'On its way back a gradient is multiplied by each layer’s weights and slopes. Factors below 1 multiply to almost nothing, and the first layers do not learn. The slope of a sigmoid is at most 0.25.',
    causes: {
      slopes:
        'The slopes of the activations shrink it: ×{{slopes}} over all layers, the weights ×{{weights}}.',
      weights: 'The weights shrink it: ×{{weights}} over all layers, the activations ×{{slopes}}.',
    },
  },
  exploding: {
    title: 'The gradient explodes',
    brief: 'The norm of all gradients is {{norm}}.',
    evidence: 'The norm of all gradients is {{norm}}; the limit is {{limit}}.',
    lesson:
      'Weights that are too large multiply a gradient from layer to layer. One step can then throw all weights far off.',
    causes: {
      weights:
        'The weights are too large: ×{{factorPerLayer}} a layer over {{layers}} layers, so that the first hidden layer gets {{ratio}} times the gradient of the last.',
      learningRate: 'The gradients are large throughout; steps of this length overshoot.',
    },
  },
  identicalUnits: {
    title: 'All units of a layer are the same',
    brief: 'Hidden layers whose weights are all 0: {{layers}}.',
    evidence: 'Hidden layers whose weights are all 0: {{layers}}.',
    lesson:
      'Units that start alike get the same gradient and stay alike: a layer of a hundred is then worth one. Random weights break the symmetry.',
    causes: { zeroWeights: 'The weights start at 0.' },
  },
  poorInit: {
    title: 'The initial weights do not fit the depth',
    brief: 'Output deviation goes from {{first}} to {{last}} over {{layers}} layers.',
    evidence:
      'Before training the layers’ outputs go from a standard deviation of {{first}} to {{last}}: ×{{factorPerLayer}} a layer over {{layers}} layers.',
    lesson:
      'Weights should keep the spread of what flows through: variance 2/n for ReLU (He), 1/n for tanh and sigmoid (Xavier). Else activations fade or saturate with depth.',
    causes: {
      initScale: 'The initial weights are too small or too large for the number of inputs.',
    },
  },
  inputScale: {
    title: 'The input is not normalised',
    brief: 'It has mean {{mean}} and standard deviation {{std}}.',
    evidence: 'It has mean {{mean}} and standard deviation {{std}}.',
    lesson:
      'With inputs far from mean 0 and deviation 1 the loss is steep in some directions and flat in others, and no learning rate suits both.',
    causes: { unscaledInput: 'The data set node passes the values on as they are.' },
  },
  deadUnits: {
    title: 'ReLU units are dead',
    brief: 'Up to {{share}} of a layer’s units are always 0.',
    evidence:
      'Up to {{share}} of a layer’s units are 0 for every validation example (layers concerned: {{layers}}).',
    lesson:
      'Where a ReLU is 0 for all inputs, its slope is 0 too: no gradient reaches its weights, and it never wakes up. Steps that are too long, or biases far below 0, push units there.',
    causes: { learningRate: 'Long steps or negative biases pushed the units below 0.' },
  },
  saturation: {
    title: 'Activations are saturated',
    brief: 'Up to {{share}} of a layer’s outputs have a slope below 0.05.',
    evidence:
      'Up to {{share}} of a layer’s outputs lie where the slope is below 0.05 (layers concerned: {{layers}}).',
    lesson:
      'At its flat ends a sigmoid or tanh lets almost no gradient through. Smaller weights, or batch norm before it, keep its input where it is steep.',
    causes: { initScale: 'What goes into the activation is too large.' },
  },
  updateTooLarge: {
    title: 'Updates are large',
    brief: 'A step changes the weights by {{ratio}} of their size.',
    evidence:
      'A step changes the weights by {{ratio}} of their size (norm of ΔW ÷ norm of W; 1e-3 is usual, {{limit}} the limit).',
    lesson:
      'Updates near a thousandth of the weights are a good sign; far more is a learning rate that is too high.',
    causes: { learningRate: 'The learning rate of {{learningRate}} is high for these gradients.' },
  },
  updateTooSmall: {
    title: 'Updates are small',
    brief: 'A step changes the weights by {{ratio}} of their size.',
    evidence:
      'A step changes the weights by {{ratio}} of their size (norm of ΔW ÷ norm of W; 1e-3 is usual, {{limit}} the limit).',
    lesson:
      'Updates near a thousandth of the weights are a good sign; far less, and training takes for ever.',
    causes: { learningRate: 'The learning rate of {{learningRate}} is low for these gradients.' },
  },
  notLearning: {
    title: 'The loss does not fall',
    brief: 'It was {{first}} at the start and is {{last}} now.',
    evidence: 'It was {{first}} over the first {{window}} steps and is {{last}} over the last.',
    lesson:
      'A loss that stays where it began means that no gradient arrives, or that steps are too short or too long. Look at the gradients layer by layer.',
    causes: {
      learningRate: 'The loss rises: steps are too long.',
      unknown: 'Gradients or steps are too small, or the network cannot express the task.',
    },
  },
  oscillating: {
    title: 'The loss jumps',
    brief: 'From step to step it changes by {{jump}}.',
    evidence: 'From step to step it changes by {{jump}} on average, around {{last}}.',
    lesson:
      'Jumps as large as the loss was at the start come from steps across the valley instead of along it.',
    causes: { learningRate: 'The learning rate is too high, or the batches are very small.' },
  },
  overfitting: {
    title: 'The network overfits',
    brief: 'Validation loss {{validationLoss}}, training loss {{trainLoss}}.',
    evidence:
      'The validation loss is {{validationLoss}}, the training loss {{trainLoss}}, for {{checks}} checks in a row.',
    lesson:
      'A network with more freedom than its examples can fill learns them by heart. Weight decay, dropout, early stopping or more examples keep it general.',
    causes: { tooFewExamples: 'There are few examples for so many weights.' },
  },
}

export const fixTexts: Readonly<Record<FixId, string>> = {
  reluHe: 'Use ReLU with He initialisation',
  init: 'Initialise the weights to suit the activations',
  batchNorm: 'Insert batch norm before the activations',
  skipConnections: 'Add skip connections',
  lowerLearningRate: 'Lower the learning rate',
  raiseLearningRate: 'Multiply the learning rate by 10',
  clipNorm: 'Clip the gradients to norm 1',
  leakyRelu: 'Use Leaky ReLU',
  standardize: 'Standardise the input',
  weightDecay: 'Add weight decay (L2)',
  dropout: 'Insert dropout',
  earlyStopping: 'Stop early',
}

/** A finding in words, its numbers put in. */
export interface FindingText {
  readonly title: string
  readonly brief: string
  readonly evidence: string
  /** Empty where the rule cannot tell. */
  readonly cause: string
  readonly lesson: string
}

/** A finding in English, or in the language of other texts. */
export function describeFinding(
  finding: Finding,
  texts: Readonly<Record<RuleId, RuleText>> = ruleTexts,
): FindingText {
  const { title, brief, evidence, lesson, causes } = texts[finding.rule]
  return {
    title,
    brief: fillIn(brief, finding.evidence),
    evidence: fillIn(evidence, finding.evidence),
    cause: fillIn(causes[finding.cause] ?? '', finding.evidence),
    lesson,
  }
}

/** Puts evidence into a text. */
export function fillIn(text: string, evidence: Evidence): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) =>
    name === 'share' ? formatPercent(evidence[name]) : formatEvidence(evidence[name]),
  )
}

function formatPercent(share: number | undefined): string {
  return share === undefined ? '–' : `${Number((100 * share).toPrecision(3))} %`
}

/** Three significant digits; powers of ten where a number is very small or large. */
export function formatEvidence(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value))
    return value === undefined ? '–' : String(value)
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value)
  const size = Math.abs(value)
  if (size < 1e-3 || size >= 1e5) return value.toExponential(1)
  return String(Number(value.toPrecision(3)))
}

/** Every rule and fix has its text; used where tables in other languages are checked. */
export const textIds = { rules: ruleIds, fixes: fixIds } as const
