import { isBuiltin } from 'node:module'
import { posix, relative, sep } from 'node:path'
import { covers, layerOf, layers } from './layers.js'

/**
 * Reports every import, re-export, dynamic import and type import that the table in layers.js does not allow. It reads
 * the text of the import and nothing else: no resolver that could fail in silence.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const layerRule = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'keeps the table of test/architecture/layers.js' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/')

    /** @param {any} node @param {any} source */
    const check = (node, source) => {
      if (!source) return
      const specifier = literalText(source)
      const message =
        specifier === undefined ? 'Write the module as a literal.' : importProblem(file, specifier)
      if (message) context.report({ node, message })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (/** @type {any} */ node) => check(node, node.source ?? node.argument?.literal),
      TSExternalModuleReference: (/** @type {any} */ node) => check(node, node.expression),
      'CallExpression[callee.name="require"]': (/** @type {any} */ node) => check(node, node.arguments[0]),
    }
  },
}

/**
 * What is wrong with an import, as a sentence; nothing when the table allows it.
 *
 * @param {string} file from the checkout's folder
 * @param {string} specifier
 * @returns {string | undefined}
 */
export function importProblem(file, specifier) {
  const from = layerOf(file)
  const layer = from === undefined ? undefined : layers[from]
  if (from === undefined || layer === undefined) return `${file} has no row in test/architecture/layers.js.`
  if (specifier.startsWith('.')) return folderProblem(file, from, layer, specifier)
  if (specifier.startsWith('node:')) return layer.node ? undefined : `${from} may not import Node's modules.`
  if (isBuiltin(specifier)) return `Write node:${specifier}.`
  const name = packageName(specifier)
  return layer.packages?.includes(name) ? undefined : `${from} may not import the package ${name}.`
}

/**
 * @param {string} file
 * @param {string} from
 * @param {import('./layers.js').Layer} layer
 * @param {string} specifier
 */
function folderProblem(file, from, layer, specifier) {
  const target = posix.join(posix.dirname(file), specifier)
  const to = layerOf(target)
  if (to === undefined)
    return `${from} may not import ${target}: it has no row in test/architecture/layers.js.`
  const allowed = to === from || layer.folders.some((folder) => covers(folder, target))
  return allowed ? undefined : `${from} may not import ${to}.`
}

/** @param {string} specifier */
function packageName(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** @param {any} source */
function literalText(source) {
  if (typeof source.value === 'string') return /** @type {string} */ (source.value)
  if (source.type === 'TemplateLiteral' && source.quasis.length === 1) {
    return /** @type {string} */ (source.quasis[0].value.cooked)
  }
  return undefined
}
