import type { Language } from '../../../shared/language'
import { app } from './app'
import { canvas } from './canvas'
import { commands } from './commands'
import { data } from './data'
import { documents } from './documents'
import { editing } from './editing'
import { evaluation } from './evaluation'
import { examination } from './examination'
import { experimentTexts } from './experiment-texts'
import { experiments } from './experiments'
import { files } from './files'
import { findings } from './findings'
import { help } from './help'
import { history } from './history'
import { inspector } from './inspector'
import { layer } from './layer'
import { layout } from './layout'
import { palette } from './palette'
import { panels } from './panels'
import { picker } from './picker'
import { probe } from './probe'
import { run } from './run'
import { runs } from './runs'
import { stack } from './stack'
import { start } from './start'
import { status } from './status'
import { sweep } from './sweep'
import { training } from './training'
import type { Text } from './types'

/** Every visible string of the window. */
export const strings = {
  ...app,
  ...canvas,
  ...commands,
  ...data,
  ...documents,
  ...editing,
  ...evaluation,
  ...examination,
  ...experimentTexts,
  ...experiments,
  ...files,
  ...findings,
  ...help,
  ...history,
  ...inspector,
  ...layer,
  ...layout,
  ...palette,
  ...panels,
  ...picker,
  ...probe,
  ...run,
  ...runs,
  ...stack,
  ...start,
  ...status,
  ...sweep,
  ...training,
} as const

/** The strings of one language as i18next wants them: plural forms are keys of their own. */
export function resource(
  language: Language,
  table: Readonly<Record<string, Text>> = strings,
): Record<string, string> {
  const forms: Record<string, string> = {}
  for (const [key, text] of Object.entries(table)) {
    const plural = typeof text.en === 'object'
    if (language === 'ko') forms[plural ? `${key}_other` : key] = text.ko
    else if (typeof text.en === 'string') forms[key] = text.en
    else {
      forms[`${key}_one`] = text.en.one
      forms[`${key}_other`] = text.en.other
    }
  }
  return forms
}
