/** What a style sheet module gives: the generated class name of each class in it. */
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}

declare module '*.css'

declare module '@fontsource-variable/inter'
