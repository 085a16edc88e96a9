// Vitest runs this before each file of tests, also where several files share one process and with it what they import.
import { afterAll } from 'vitest'
import { finishFile } from './when-finished'

afterAll(finishFile)
