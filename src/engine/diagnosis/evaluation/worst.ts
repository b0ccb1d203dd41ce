/** Keeps the items of highest loss, in bounded memory. */
export class Worst<T extends { readonly loss: number }> {
  private items: T[] = []

  constructor(private readonly most: number) {}

  /** Whether an item of this loss would be kept; NaN is worse than any number. */
  wants(loss: number): boolean {
    const last = this.items.at(-1)
    return this.items.length < this.most || (last !== undefined && isWorse(loss, last.loss))
  }

  add(item: T): void {
    if (!this.wants(item.loss)) return
    const place = this.items.findIndex(other => isWorse(item.loss, other.loss))
    this.items.splice(place < 0 ? this.items.length : place, 0, item)
    this.items.length = Math.min(this.items.length, this.most)
  }

  /** From the highest loss down. */
  list(): readonly T[] {
    return this.items
  }
}

/** Among equals neither is worse, so that the earlier example stays before the later. */
export function isWorse(a: number, b: number): boolean {
  return Number.isNaN(a) ? !Number.isNaN(b) : a > b
}
