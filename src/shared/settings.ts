import { z } from 'zod'

/** What the user chose for the app itself, on this computer; no document depends on it. */
const fields = {
  language: z.enum(['system', 'en', 'ko']),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** The user's own limits for findings, by name; those not named have their defaults. */
  thresholds: z.record(z.string().max(64), z.number()),
} as const

export const settingsSchema = z.strictObject(fields)
/** Only what changes. */
export const settingsPatchSchema = z
  .strictObject({
    language: fields.language.exactOptional(),
    theme: fields.theme.exactOptional(),
    thresholds: fields.thresholds.exactOptional(),
  })
  .refine(patch => Object.keys(patch).length > 0, 'nothing changes')

export type Settings = z.infer<typeof settingsSchema>
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  thresholds: {},
}

/** Settings from a file of any age and in any state: what is unsound in it has its default. */
export function readSettings(file: unknown): Settings {
  const record = typeof file === 'object' && file !== null ? (file as Record<string, unknown>) : {}
  const sound = Object.entries(fields).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(record[name])
    return parsed.success ? [[name, parsed.data]] : []
  })
  return { ...defaultSettings, ...Object.fromEntries(sound) }
}
