import { select } from 'd3'

export interface TextTable {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What a chart shows as a table, for who reads instead of looks. */
export function drawTextTable(container: HTMLElement, { caption, head, rows }: TextTable): void {
  const table = select(container)
    .selectAll<HTMLTableElement, number>('table.chart-table')
    .data([0])
    .join(enter => {
      const made = enter.append('table').attr('class', 'chart-table')
      made.append('caption')
      made.append('thead').append('tr')
      made.append('tbody')
      return made
    })
  table.select('caption').text(caption)
  table
    .select('thead tr')
    .selectAll('th')
    .data(head)
    .join('th')
    .attr('scope', 'col')
    .text(d => d)
  table
    .select('tbody')
    .selectAll<HTMLTableRowElement, readonly string[]>('tr')
    .data(rows)
    .join('tr')
    .selectAll('td')
    .data(row => row)
    .join('td')
    .text(d => d)
}
