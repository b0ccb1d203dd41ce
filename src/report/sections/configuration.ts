import type { TrainingConfig } from '../../engine/document/schema'
import { html, type Markup } from '../html'
import type { ReportKey, Speech } from '../speech'

/** Groups of the training config that have a kind of their own. */
const groups = ['optimizer', 'schedule', 'clipping', 'earlyStopping'] as const

/** Every setting of the training. */
export function configurationSection(training: TrainingConfig, speech: Speech): Markup {
  const { t } = speech
  const rows: [string, string][] = groups.flatMap(group => rowsOf(training, group, speech))
  const { regularization, batchSize, epochs, seed } = training
  rows.push(
    [t('training.l1'), String(regularization.l1)],
    [t('training.l2'), String(regularization.l2)],
    [t('training.batchSize'), String(batchSize)],
    [t('training.epochs'), String(epochs)],
    [t('training.seed'), String(seed)],
  )
  return html`<section><h2>${t('report.configuration')}</h2><table class="narrow"><thead><tr><th scope="col">${t('report.field')}</th><th scope="col">${t('report.value')}</th></tr></thead><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table></section>`
}

function rowsOf(
  training: TrainingConfig,
  group: (typeof groups)[number],
  speech: Speech,
): [string, string][] {
  const { t } = speech
  const { kind, ...fields } = training[group]
  const title = titleOf(`training.${group}.${kind}`, kind, speech)
  return [
    [t(`training.${group}`), title],
    ...Object.entries(fields).map(([name, value]): [string, string] => [
      titleOf(`training.${group}.${name}`, titleOf(`training.${name}`, name, speech), speech),
      written(`training.${group}.${name}`, value, speech),
    ]),
  ]
}

/** A choice by its title, a switch as yes or no, a number as it is. */
function written(key: string, value: string | number | boolean, speech: Speech): string {
  if (typeof value === 'boolean') return speech.t(value ? 'report.yes' : 'report.no')
  return titleOf(`${key}.${value}`, String(value), speech)
}

function titleOf(key: string, otherwise: string, { has, t }: Speech): string {
  return has(key) ? t(key as ReportKey) : otherwise
}
