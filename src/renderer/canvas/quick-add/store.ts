import { create } from 'zustand'
import type { Position } from '../../../engine/document/schema'
import type { Purpose } from './additions'

/** A search for what to add, where it was asked for. */
export interface QuickAddRequest {
  readonly purpose: Purpose
  /** Where the search opens, in pixels of the window. */
  readonly screen: Position
}

export const useQuickAdd = create<{ readonly request: QuickAddRequest | null }>()(() => ({
  request: null,
}))

export function openQuickAdd(request: QuickAddRequest): void {
  useQuickAdd.setState({ request })
}

export function closeQuickAdd(): void {
  useQuickAdd.setState({ request: null })
}
