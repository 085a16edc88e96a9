import * as z from 'zod'

// The window's policy forbids making code from text. The schema library would try it, and every try is reported as a
// violation; this must run before the first schema is made, so it is the first import of the entry point.
z.config({ jitless: true })
