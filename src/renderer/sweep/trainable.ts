import type { GraphDocument } from '../../engine/document/schema'
import { engineText } from '../i18n/engine-text'
import { t } from '../i18n/index'
import { analysisOf, firstError } from '../stores/analysis'

/** Why a graph cannot be trained as it is; null where it can. */
export function checkTrainableText(document: GraphDocument): string | null {
  const analysis = analysisOf(document)
  if (analysis.graph) return null
  return t('sweep.incomplete', { message: engineText(firstError(analysis)?.message ?? '') })
}
