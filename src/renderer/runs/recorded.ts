import { create } from 'zustand'

/** Which kept run the window's present run is; null where it is not kept yet. */
export const useRecorded = create<{ readonly id: string | null }>()(() => ({ id: null }))
