import { kindColor } from '../canvas/kind-color'
import type { PickerPage } from '../command-palette/picker'
import { t } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { chooseSweep, useSweep } from '../stores/sweep'
import { parameterFor, sweepFields } from './fields'
import { valueText } from './trial-text'

/** Every field that the sweep does not search yet, with its value; the chosen one is added. */
export function sweepFieldPage(): PickerPage {
  const chosen = new Set(useSweep.getState().choices.parameters.map(({ path }) => path))
  const fields = sweepFields(currentDocument(useDocument.getState()))
  return {
    label: t('sweep.addField'),
    placeholder: t('picker.sweepField.placeholder'),
    none: t('picker.sweepField.none'),
    items: fields
      .filter(({ path }) => !chosen.has(path))
      .map(field => ({
        id: field.path,
        title: field.title,
        detail: valueText(field.value, field),
        ...(field.kind && { color: kindColor(field.kind) }),
        words: [field.path],
        run: () => {
          const { parameters } = useSweep.getState().choices
          chooseSweep({ parameters: [...parameters, parameterFor(field)] })
        },
      })),
  }
}
