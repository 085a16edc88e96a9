// The app's icon in every size that a system wants, and the states of the tray, out of one drawing.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from './project.mjs'

const drawing = join(root, 'src-main/electron/icons/app.svg')

const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256]
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
/** The names that macOS has for the sizes of an icon, the doubled ones of dense screens among them. */
const macSizes = {
  icp4: 16,
  ic11: 32,
  icp5: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
}
/** On macOS an icon leaves a tenth of its size free all around, as its neighbours in the dock do. */
const macMargin = 8
/** How many parts the bar of the tray has: see `tray-description.ts`. */
const progressSteps = 8

/** What the ground of the tray's icon says, besides the sign on it. */
const grounds = { working: 'url(#sky)', idle: 'url(#sky)', paused: '#5b6470', attention: '#b3620a' }

/**
 * Draws all icons: those that the app shows itself into `appDirectory`, those of packages into `packageDirectory`.
 *
 * @param {string} appDirectory
 * @param {string} packageDirectory
 */
export async function writeAppIcons(appDirectory, packageDirectory) {
  const [source, render] = await Promise.all([readFile(drawing, 'utf8'), renderer()])
  const files = new Map([
    [join(appDirectory, 'app-256.png'), render(source, 256)],
    ...trayFiles(source, render, appDirectory),
    [join(packageDirectory, 'app.ico'), windowsIcon(source, render)],
    [join(packageDirectory, 'app.icns'), macIcon(withMargin(source), render)],
    ...linuxSizes.map((size) => [
      join(packageDirectory, 'linux', `${size}x${size}.png`),
      render(source, size),
    ]),
  ])
  for (const [path, bytes] of files) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
  }
}

/** Of each state the size of a panel and twice that, for dense screens; for macOS a silhouette that the system colours. */
function trayFiles(source, render, directory) {
  const states = [
    ['idle', undefined],
    ['paused', undefined],
    ['attention', undefined],
    ...Array.from({ length: progressSteps + 1 }, (_, step) => [`working-${step}`, step / progressSteps]),
  ]
  const size = process.platform === 'linux' ? 24 : 16
  return states.flatMap(([name, fraction]) => {
    const coloured = trayDrawing(source, name, fraction)
    const silhouette = asSilhouette(coloured)
    return [
      [join(directory, `tray-${name}.png`), render(coloured, size)],
      [join(directory, `tray-${name}@2x.png`), render(coloured, size * 2)],
      [join(directory, `tray-mac-${name}.png`), render(silhouette, 16)],
      [join(directory, `tray-mac-${name}@2x.png`), render(silhouette, 32)],
    ]
  })
}

function trayDrawing(source, name, fraction) {
  const state = fraction === undefined ? name : 'working'
  const grounded = source.replace('fill="url(#sky)"', `fill="${grounds[state]}"`)
  switch (state) {
    case 'working':
      return withGroup(grounded, 'packs', bar(fraction))
    case 'paused':
      return withGroup(grounded, 'packs', '<path d="M20 36h8v16h-8zM36 36h8v16h-8z"/>')
    case 'attention':
      return withGroup(
        withGroup(grounded, 'roof', '<path d="M27 12h10v26H27z"/>'),
        'packs',
        '<path d="M27 44h10v10H27z"/>',
      )
    default:
      return grounded
  }
}

function bar(fraction) {
  return `<path opacity="0.4" d="M12 40h40v12H12z"/><path d="M12 40h${40 * fraction}v12H12z"/>`
}

/** No ground, all black: what shows through is the menu bar. */
function asSilhouette(svg) {
  return withGroup(svg, 'ground', '').replace('fill="#ffffff"', 'fill="#000000"')
}

function withGroup(svg, id, content) {
  const group = new RegExp(`(<g id="${id}">)[^]*?(</g>)`)
  if (!group.test(svg)) throw new Error(`The drawing of the icon has no group "${id}".`)
  return svg.replace(group, `$1${content}$2`)
}

function withMargin(svg) {
  const size = 64 + 2 * macMargin
  return svg.replace('viewBox="0 0 64 64"', `viewBox="${-macMargin} ${-macMargin} ${size} ${size}"`)
}

async function renderer() {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm')
  const program = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
  await initWasm(await readFile(program))
  return (svg, size) => {
    const drawn = new Resvg(svg, { fitTo: { mode: 'width', value: size } })
    const image = drawn.render()
    const png = Buffer.from(image.asPng())
    image.free()
    drawn.free()
    return png
  }
}

/** An ICO file: a list of sizes, then a PNG for each. */
function windowsIcon(source, render) {
  const images = windowsSizes.map((size) => ({ size, png: render(source, size) }))
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  for (const [index, { size, png }] of images.entries()) {
    const at = 6 + 16 * index
    // 0 stands for 256.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)])
}

/** An ICNS file: of each size its name, its length and a PNG. */
function macIcon(source, render) {
  const parts = Object.entries(macSizes).flatMap(([name, size]) => {
    const png = render(source, size)
    return [block(name, png.length), png]
  })
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([block('icns', length), ...parts])
}

function block(name, length) {
  const head = Buffer.alloc(8)
  head.write(name, 0, 'latin1')
  head.writeUInt32BE(length + 8, 4)
  return head
}
