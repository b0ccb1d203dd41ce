import {
  type DataAttrs,
  datasetCatalog,
  datasetInfo,
  datasetsFrom,
  exampleCount,
  setsOfAnyClasses,
} from '../data/catalog'
import { ownSourceIds, ownSources } from '../data/own'
import { choice, int, number } from './attrs'
import { augmentAttrs, fileAttrs } from './data-files'
import { defineNode, shapeOk } from './define-node'

const entries = Object.values(datasetCatalog)
const drawn = datasetsFrom('synthetic')
const fromFiles = { attr: 'dataset', is: [...datasetsFrom('images', 'table'), ...ownSourceIds] }
const ownOptions = Object.entries(ownSources).map(([id, { title, summary }]) => ({
  value: id,
  title,
  help: summary,
}))

export const data = defineNode({
  kind: 'data',
  title: 'Data set',
  category: 'data',
  summary: 'Examples and their targets. Every network starts here.',
  formula: 'x, t \\sim \\text{data set}',
  inputs: [],
  attrs: {
    dataset: choice({
      title: 'Data set',
      help: 'Where the examples come from.',
      options: [
        ...entries.map(({ id, title, summary }) => ({ value: id, title, help: summary })),
        ...ownOptions,
      ],
      default: 'mnist',
    }),
    ...fileAttrs,
    classes: int({
      title: 'Classes',
      help: 'How many arms or clusters there are, one for each class.',
      min: 2,
      max: 5,
      default: 3,
      when: { attr: 'dataset', is: setsOfAnyClasses },
    }),
    size: int({
      title: 'Examples',
      help: 'How many are drawn in all. A fifth of them is kept for testing.',
      min: 100,
      max: 5000,
      default: 500,
      when: { attr: 'dataset', is: drawn },
    }),
    noise: number({
      title: 'Noise',
      help: 'Standard deviation by which points are scattered; shapes are about 1 in radius.',
      min: 0,
      max: 1,
      default: 0.1,
      when: { attr: 'dataset', is: drawn.filter(id => id !== 'randomNoise') },
    }),
    subset: choice({
      title: 'Train on',
      help: 'Which of the training examples are used.',
      options: [
        {
          value: 'all',
          title: 'All examples',
          help: 'All training examples that are not held out.',
        },
        {
          value: 'some',
          title: 'A few examples',
          help: 'As many as are set below, to see a network overfit. Validation and test part stay as they are.',
        },
      ],
      default: 'all',
      when: fromFiles,
    }),
    examples: int({
      title: 'Training examples',
      help: 'How many to train on, drawn by the seed.',
      min: 1,
      max: 1_000_000,
      default: 300,
      when: [fromFiles, { attr: 'subset', is: ['some'] }],
    }),
    normalization: choice({
      title: 'Normalisation',
      help: 'Applied to all parts with the mean and deviation of the training part.',
      options: [
        {
          value: 'standardize',
          title: 'Standardise',
          help: 'Mean 0, standard deviation 1, also of numbers to predict. Images: one mean and deviation for all pixels.',
        },
        { value: 'none', title: 'None', help: 'Values as they are; pixels in 0…1.' },
      ],
      default: 'standardize',
    }),
    validationFraction: number({
      title: 'Validation part',
      help: 'Share of the training examples held out to validate on, drawn by the seed.',
      min: 0,
      max: 0.9,
      default: 0.2,
    }),
    seedFrom: choice({
      title: 'Drawn by',
      help: 'The seed that draws examples and parts.',
      options: [
        {
          value: 'training',
          title: 'Seed of the training',
          help: 'Another training seed brings other examples or other parts.',
        },
        {
          value: 'own',
          title: 'A seed of its own',
          help: 'The same data for every training seed: only weights and batches differ.',
        },
      ],
      default: 'training',
    }),
    seed: int({
      title: 'Seed of the data',
      help: 'The same seed draws the same data.',
      min: 0,
      max: 0xffff_ffff,
      default: 1,
      when: { attr: 'seedFrom', is: ['own'] },
    }),
    ...augmentAttrs,
  },
  subtitle,
  shape: (_inputs, _attrs, source) => shapeOk(source.features),
  forward: () => [],
  backward: () => [],
})

/** What it is, and how many examples: those to train on where that is chosen, else all. */
function subtitle(attrs: DataAttrs): string {
  const info = datasetInfo(attrs)
  if (!info) return ''
  return `${info.title} · ${exampleCount(attrs, info).toLocaleString('en')}`
}
