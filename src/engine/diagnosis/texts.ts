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
  outputActivation: {
    title: 'An activation stands before the loss',
    brief: 'The loss wants the last layer’s output as it is.',
    evidence: 'The loss wants the last layer’s output as it is, and gets that of an activation.',
    lesson:
      'Cross-entropy has its softmax or sigmoid in it and wants raw scores from −∞ to ∞. With another function before it, scores cannot become sure, and the slope of that function shrinks every gradient.',
    causes: {
      doubleActivation: 'The function is part of the loss already: it is applied twice.',
      boundedOutput:
        'Its outputs lie between bounds: what the loss asks for beyond them cannot be reached.',
      cutOutput:
        'It cuts off what is below 0: scores that should be low cannot be, and pass on no gradient.',
      slowLoss:
        'With squared error the slope of sigmoid or softmax multiplies the gradient: where an answer is surely wrong it is almost 0. Cross-entropy cancels that slope.',
    },
  },
  smallBatch: {
    title: 'Batches are too small for batch norm',
    brief: 'It normalises by the mean and variance of {{batchSize}} examples.',
    evidence:
      'Batch norm takes mean and variance from {{batchSize}} examples; below {{limit}} they are mostly chance.',
    lesson:
      'Mean and variance of a few examples are noise, which goes into every value that is normalised by them, and evaluation by the running averages then sees another network. Of two examples only the sign of their difference is left.',
    causes: { batchSize: 'The batch size is {{batchSize}}.' },
  },
  heavyDropout: {
    title: 'Dropout drops almost everything',
    brief: 'At a rate of {{rate}} its noise is {{noise}} times the signal.',
    evidence: 'At a rate of {{rate}} the noise that dropout adds is {{noise}} times the signal.',
    lesson:
      'What dropout keeps is scaled by 1/(1 − rate) to make up for the rest. Rates up to 0.5 are usual in hidden layers; far above, a layer passes on little but noise, and each further layer adds its own.',
    causes: { dropout: 'The drop rate is {{rate}}.' },
  },
  constantInput: {
    title: 'All inputs are the same',
    brief: 'Every value of the batch is {{mean}}.',
    evidence: 'Every value that the data set node gives is {{mean}}, the same in all examples.',
    lesson:
      'A network can only tell examples apart by what differs between them. Columns that never change become 0 when they are standardised and carry nothing.',
    causes: { constantData: 'The columns of the data set do not vary: look at the data.' },
  },
  noBias: {
    title: 'No layer has a bias',
    brief: 'Dense layers without a bias: {{layers}}.',
    evidence: 'Dense layers without a bias: {{layers}}.',
    lesson:
      'Without biases an input of 0 gives an output of 0, and every boundary between classes runs through the origin. Where data lie around 0 that may do; where they do not, nothing can move a boundary to them.',
    causes: {
      missingBias: 'Biases are switched off, and no layer norm or batch norm shifts instead.',
    },
  },
  noActivation: {
    title: 'The layers make one linear function',
    brief: 'No activation stands between {{layers}} dense layers, and the loss stays at {{loss}}.',
    evidence:
      'The loss stays at {{loss}} while gradients and steps are sound. No activation stands between the {{layers}} dense layers.',
    lesson:
      'Layers without an activation between them multiply to a single matrix: however many there are, they can do no more than one. Boundaries between classes are straight, and the curves of a regression are lines. An activation after each hidden layer lets them bend.',
    causes: {
      missingActivation: 'No hidden layer is followed by an activation that bends.',
    },
  },
  targetScale: {
    title: 'The numbers to predict are not normalised',
    brief: 'The first error is {{error}}, the network’s outputs spread by {{output}}.',
    evidence:
      'The first error is {{error}}, while the network’s outputs have a deviation of {{output}}: the error is the size of the targets.',
    lesson:
      'Errors are as large as the targets, and so are gradients: the first steps throw the weights far off. Standardised targets have a first error near 1, and are scaled back for reading.',
    causes: { unscaledTarget: 'The data set node passes the targets on as they are.' },
  },
  initialLoss: {
    title: 'The first loss is far too high',
    brief: 'It is {{loss}}; guessing gives {{chance}}.',
    evidence:
      'Before training the loss is {{loss}}; giving all classes the same probability costs {{chance}}.',
    lesson:
      'A network that knows nothing should be as unsure as a guess. A loss far above that means large scores: it is sure of wrong answers and has to unlearn them first.',
    causes: {
      initScale:
        'What reaches the loss is too large: the weights start too large, or layers add up.',
      unscaledInput: 'The inputs are large, and the layers pass that on.',
    },
  },
  highLearningRate: {
    title: 'The learning rate is too high',
    brief: 'One step changed the weights by up to {{ratio}} times their size.',
    evidence:
      'At a learning rate of {{learningRate}} one step changed the weights by up to {{ratio}} times their size (norm of ΔW ÷ norm of W; 1e-3 is usual).',
    lesson:
      'Steps that are too long overshoot and throw weights far off: sigmoids land at their flat ends, ReLUs below 0, and the loss grows or jumps. What follows then looks like vanishing gradients, in a network that began well.',
    causes: {
      learningRate:
        'The learning rate of {{learningRate}} is too high: its steps undo what the initial weights set up.',
      momentum:
        'A momentum of {{momentum}} adds up past steps until each is {{lengthening}} times as long as the learning rate says.',
      batchSize:
        'In batches of {{batchSize}} a gradient is mostly chance; the learning rate of {{learningRate}} is usual only for larger ones.',
    },
  },
  strongPenalty: {
    title: 'The penalty on weights is too strong',
    brief: 'The layers’ outputs have shrunk to {{left}} of what they were.',
    evidence:
      'The layers’ outputs have shrunk to {{left}} of their first deviation, while the loss is still near where it began.',
    lesson:
      'Weight decay pulls every weight towards 0 at each step. Where the pull outweighs the data’s gradient, the network becomes small instead of good; 1e-4 to 1e-2 is usual for L2.',
    causes: {
      penalty: 'Weights are penalised by L1 {{l1}}, L2 {{l2}}, weight decay {{decay}}.',
    },
  },
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
      largeValues: 'What the layers pass on is too large from the start: their weights are.',
      unscaledInput: 'The inputs are large, and so is every gradient they are multiplied with.',
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
    causes: {
      learningRate: 'Long steps or negative biases pushed the units below 0.',
      initScale: 'They were 0 before the first step: no step pushed them there.',
    },
  },
  saturation: {
    title: 'Activations are saturated',
    brief: 'Up to {{share}} of a layer’s outputs have a slope below 0.05.',
    evidence:
      'Up to {{share}} of a layer’s outputs lie where the slope is below 0.05 (layers concerned: {{layers}}).',
    lesson:
      'At its flat ends a sigmoid or tanh lets almost no gradient through. Smaller weights, or batch norm before it, keep its input where it is steep.',
    causes: {
      initScale: 'What goes into the activation is too large from the start.',
      learningRate:
        'It was not so at the start: steps made what goes into the activation too large.',
    },
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
    causes: {
      learningRate: 'The learning rate of {{learningRate}} is low for these gradients.',
      clipping: 'Clipping cuts the gradients to a small part of what they are.',
    },
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
  raiseLearningRate: 'Raise the learning rate',
  clipNorm: 'Clip the gradients to norm 1',
  leakyRelu: 'Use Leaky ReLU',
  standardize: 'Standardise the input',
  weightDecay: 'Add weight decay (L2)',
  dropout: 'Insert dropout',
  earlyStopping: 'Stop early',
  lowerMomentum: 'Lower the momentum to 0.9',
  loosenClipping: 'Clip at norm 1 only',
  weakerPenalty: 'Weaken the penalty on weights',
  lowerDropout: 'Lower dropout',
  largerBatch: 'Train in batches of 32',
  bypassOutputActivation: 'Bypass the activation before the loss',
  crossEntropy: 'Use softmax cross-entropy',
  addBias: 'Give the layers biases',
  addActivations: 'Give the hidden layers activations',
}

/** A finding in words, its numbers put in. */
export interface FindingText {
  readonly title: string
  readonly brief: string
  readonly evidence: string
  /** Empty where the rule cannot tell. */
  readonly cause: string
  /** The title of what it follows from; empty where it is a cause itself. */
  readonly root: string
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
    root: finding.root ? texts[finding.root.rule].title : '',
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
