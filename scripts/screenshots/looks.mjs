// How a view is pictured, and what the lists of views say with.

/** @type {Record<string, import('./pictured-app.mjs').Look>} */
export const looks = {
  light: {},
  dark: { theme: 'dark' },
  narrow: { width: 640, height: 800 },
  // The smallest window at 200 %, drawn once as large.
  phone: { width: 320, height: 800 },
  // The last ones: what changes the language says so on the screen for a while.
  german: { language: 'de' },
  arabic: { language: 'ar' },
}
export const everyLook = Object.keys(looks)
export const firstLooks = ['light', 'dark', 'german', 'arabic']
/** Of what must find room in a small window, too. */
export const dialogLooks = ['light', 'dark', 'phone', 'german', 'arabic']
/** Of somebody who was asked what is asked at the first start. */
export const welcomed = { welcomed: true }

export const seen = (testID) => (app) => app.page.getByTestId(testID).first().waitFor()
/** The heading of a screen is there, and no other one's. */
export const shown = (screen) => (app) =>
  app.page.locator(`[data-testid="go-${screen}"][aria-current]`).waitFor()

/** The disk has been measured, and nothing else goes on. */
export const measured = async (app) => {
  await seen('share-packs')(app)
  await app.page.locator('[data-testid="measure-again"]:not([data-pending])').waitFor()
}
