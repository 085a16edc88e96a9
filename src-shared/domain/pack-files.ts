import * as z from 'zod'

/** A file that a version of a pack consists of. */
export interface ListedFile {
  /** From the pack's folder, with `/`. */
  readonly path: string
  /** Bytes. */
  readonly size: number
}

/**
 * A part of a list of files, as columns of the same length: a pack may have 200,000 files, and columns cross a process border
 * at a fraction of what as many objects cost.
 */
export interface ListedFilesPage {
  /** From the pack's folder, with `/`, in code-unit order over all pages. */
  readonly paths: readonly string[]
  /** Bytes, by position in `paths`. */
  readonly sizes: readonly number[]
}

/** The most files in one page: one is read, checked and drawn in well under a frame's time. */
export const filesInPage = 1_000

/** Checks a {@link ListedFilesPage} that came from another process. */
export const listedFilesPageSchema: z.ZodType<ListedFilesPage> = z
  .strictObject({
    paths: z.array(z.string()).max(filesInPage).readonly(),
    sizes: z.array(z.number().min(0)).max(filesInPage).readonly(),
  })
  .refine(({ paths, sizes }) => paths.length === sizes.length, 'has columns of different lengths')

/** What becomes of a file between two versions. */
export const fileChangeKinds = ['added', 'changed', 'removed'] as const

/** One of {@link fileChangeKinds}. */
export type FileChangeKind = (typeof fileChangeKinds)[number]

/** A file that is not the same in two versions of a pack. */
export interface ChangedFile extends ListedFile {
  readonly kind: FileChangeKind
}

/** A part of a list of changed files, as columns of the same length. */
export interface ChangedFilesPage extends ListedFilesPage {
  readonly kinds: readonly FileChangeKind[]
}

/** Checks a {@link ChangedFilesPage} that came from another process. */
export const changedFilesPageSchema: z.ZodType<ChangedFilesPage> = z
  .strictObject({
    paths: z.array(z.string()).max(filesInPage).readonly(),
    sizes: z.array(z.number().min(0)).max(filesInPage).readonly(),
    kinds: z.array(z.enum(fileChangeKinds)).max(filesInPage).readonly(),
  })
  .refine(
    ({ paths, sizes, kinds }) => paths.length === sizes.length && paths.length === kinds.length,
    'has columns of different lengths',
  )
