// A web host in a process of its own: `node serve.mjs <directory>`; sends its URL to whoever started it.
import { startHostingServer } from '../out/main/index.js'

const server = await startHostingServer({ directory: process.argv[2] })
process.send(server.url)
process.once('disconnect', () => {
  void server.close()
})
