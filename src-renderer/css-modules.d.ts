/** A CSS module gives the generated class names by the names in the file. */
declare module '*.module.css' {
  const classNames: Readonly<Record<string, string>>
  export default classNames
}

declare module '*.css'

declare module '@fontsource-variable/inter'
