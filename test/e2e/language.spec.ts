import { expect, test } from '@playwright/test'
import { launch } from './support/launch'

test('the window, the native menu and native dialogs change language at once and for good', async () => {
  const first = await launch()
  const { app, page, userData } = first
  await page.getByTestId('language').click()
  await page.getByTestId('language-ko').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page.getByTestId('start-new')).toHaveText('새 신경망')
  const font = await page.evaluate(async () => {
    await document.fonts.ready
    return [...document.fonts].some(
      ({ family, status }) => family.includes('Noto Sans KR') && status === 'loaded',
    )
  })
  expect(font, 'the Korean face is shipped and loaded').toBe(true)

  await page.getByTestId('start-new').click()
  await expect(page.getByTestId('palette-dense')).toHaveText('완전 연결')
  await page.getByTestId('problems-button').click()
  await expect(page.getByRole('dialog')).toContainText('신경망에 데이터셋이 없습니다.')
  await page.keyboard.press('Escape')

  const menus = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [])
  await expect.poll(menus).toContain('파일(&F)')

  // Settings are of the app, not of the window: the next start is Korean from the first frame.
  await first.kill()
  const second = await launch({ userData })
  try {
    await expect(second.page.getByTestId('start-new')).toHaveText('새 신경망')
    await second.page.getByTestId('language').click()
    await second.page.getByTestId('language-en').click()
    await expect(second.page.getByTestId('start-new')).toHaveText('New network')
  } finally {
    await second.close()
  }
})

test('the theme follows the system until one is chosen', async () => {
  const { page, close } = await launch()
  try {
    const html = page.locator('html')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(html).toHaveAttribute('data-theme', 'dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect(html).toHaveAttribute('data-theme', 'light')
    await page.emulateMedia({ contrast: 'more' })
    await expect(html).toHaveAttribute('data-contrast', 'more')
    await page.emulateMedia({ contrast: null })
    await page.getByTestId('theme').click()
    await page.getByTestId('theme-dark').click()
    await expect(html).toHaveAttribute('data-theme', 'dark')
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(16, 18, 23)')
  } finally {
    await close()
  }
})
