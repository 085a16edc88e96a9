// Publishes in a process of its own: `node publish-client.mjs <the options of publish, as JSON>`.
import { publish } from '../out/main/index.js'

await publish(JSON.parse(process.argv[2]))
