// What the public doors have: every exported name with its declaration, so that no change of it goes unseen.
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './project.mjs'

/** Where the listing is kept. */
export const listing = join(root, 'docs/public-api.txt')

/** The one for everybody, and the one for apps that run in Electron. */
export const doors = ['src-main/index.ts', 'src-main/electron/index.ts']
const format =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
  ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType |
  ts.TypeFormatFlags.WriteArrayAsGenericType

/** The listing as it should be now: for each door one block for each export, in the order of their names. */
export function publicAPI() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.main.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const paths = doors.map((door) => join(root, door))
  const program = ts.createProgram(paths, options)
  const checker = program.getTypeChecker()
  const blocks = paths.flatMap((path, index) => [
    ...(index === 0 ? [] : [`// ${doors[index]}`]),
    ...blocksOf(checker.getSymbolAtLocation(program.getSourceFile(path)), checker),
  ])
  return `${blocks.join('\n\n')}\n`
}

function blocksOf(module, checker) {
  return checker
    .getExportsOfModule(module)
    .map((symbol) => [
      symbol.name,
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, symbol]) => blockOf(name, symbol, checker))
}

function blockOf(name, symbol, checker) {
  const [declaration] = symbol.declarations
  if (ts.isClassDeclaration(declaration)) {
    const statics = checker.getTypeOfSymbol(symbol).getProperties()
    return [
      `class ${name}`,
      ...members(statics, checker, 'static '),
      ...members(checker.getDeclaredTypeOfSymbol(symbol).getProperties(), checker, ''),
    ].join('\n')
  }
  if (ts.isInterfaceDeclaration(declaration)) {
    const { typeParameters } = declaration
    const parameters =
      typeParameters === undefined ? '' : `<${typeParameters.map((it) => it.getText()).join(', ')}>`
    return [
      `interface ${name}${parameters}`,
      ...members(checker.getDeclaredTypeOfSymbol(symbol).getProperties(), checker, ''),
    ].join('\n')
  }
  if (ts.isTypeAliasDeclaration(declaration)) {
    const type = checker.getDeclaredTypeOfSymbol(symbol)
    return `type ${name} = ${checker.typeToString(type, undefined, format | ts.TypeFormatFlags.InTypeAlias)}`
  }
  const type = checker.getTypeOfSymbol(symbol)
  return `${ts.isFunctionDeclaration(declaration) ? 'function' : 'const'} ${name}: ${checker.typeToString(type, undefined, format)}`
}

/** What the project itself declares, but for what nobody outside may use. */
function members(properties, checker, prefix) {
  return properties
    .filter(({ name, declarations = [] }) => name !== 'prototype' && declarations.some(isOpen))
    .map((property) => {
      const optional = property.flags & ts.SymbolFlags.Optional ? '?' : ''
      const type = checker.typeToString(checker.getTypeOfSymbol(property), undefined, format)
      return `  ${prefix}${memberName(property)}${optional}: ${type}`
    })
    .sort()
}

function isOpen(declaration) {
  if (declaration.getSourceFile().fileName.includes('/node_modules/')) return false
  if (declaration.name !== undefined && ts.isPrivateIdentifier(declaration.name)) return false
  if (ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal')) return false
  return !(ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected))
}

/** `[Symbol.iterator]` has an inner name that differs from run to run. */
function memberName({ name, declarations }) {
  return name.startsWith('__@') ? declarations[0].name.getText() : name
}
