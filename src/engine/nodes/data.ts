import { datasetCatalog } from '../data/catalog'
import { choice, number } from './attrs'
import { defineNode, shapeOk } from './define-node'

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
      options: Object.values(datasetCatalog).map(info => ({
        value: info.id,
        title: info.title,
        help: info.summary,
      })),
      default: 'mnist',
    }),
    normalization: choice({
      title: 'Normalisation',
      help: 'Applied to all parts with the mean and deviation of the training part.',
      options: [
        {
          value: 'standardize',
          title: 'Standardise',
          help: 'Mean 0, standard deviation 1. Images: one mean and deviation for all pixels.',
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
  },
  subtitle: attrs =>
    Object.values(datasetCatalog).find(info => info.id === attrs.dataset)?.summary ?? '',
  shape: (_inputs, _attrs, source) => shapeOk(source.features),
  forward: () => [],
  backward: () => [],
})
