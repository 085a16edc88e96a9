import { readFile } from 'node:fs/promises'
import ts from 'typescript'

type Documented = ts.ClassDeclaration | ts.InterfaceDeclaration

/** What the documentation says of each public member of the classes and interfaces in that file, by `Type.member`. */
export async function memberDocumentation(path: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(path, 'utf8')
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return new Map(
    source.statements
      .filter(isExportedType)
      .flatMap(({ name, members }) =>
        [...members]
          .filter(isPublic)
          .map((member): [string, string] => [
            `${name?.text ?? ''}.${member.name?.getText() ?? ''}`,
            documentationOf(member),
          ]),
      ),
  )
}

function isExportedType(statement: ts.Statement): statement is Documented {
  if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return false
  return (ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export) !== 0
}

/** A constructor has no name; what sets a value is described where it is got. */
function isPublic(member: ts.ClassElement | ts.TypeElement): boolean {
  if (member.name === undefined || ts.isSetAccessor(member) || ts.isPrivateIdentifier(member.name))
    return false
  if (ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal')) return false
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
  return (ts.getCombinedModifierFlags(member) & hidden) === 0
}

function documentationOf(member: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(member)
    .map((comment) => ts.getTextOfJSDocComment(comment.comment) ?? '')
    .join(' ')
}
