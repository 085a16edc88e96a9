/** A packaging manifest to start from, every field explained. */
export const packagingManifestTemplate = `{
  // The pack's name: 1 to 64 of A-Z a-z 0-9 . _ -, unique in the repository. Never change it once it is published.
  "assetPackID": "my-asset-pack",

  // When it is downloaded, exactly one of:
  //   "essential": needed before first use, with its installationEventTypes
  //   "prefetch":  starts by itself, goes on in the background, with its installationEventTypes
  //   "onDemand":  only when somebody asks, with nothing in it
  // installationEventTypes: "firstInstallation" of the app, "subsequentUpdate" of it, or both.
  "downloadPolicy": {
    "prefetch": { "installationEventTypes": ["firstInstallation", "subsequentUpdate"] }
  },

  // Where the selectors look, relative to this file's folder. Default: that folder.
  "sourceRoot": ".",

  // Which files come along. A file's path in the pack is its path under the source root, or the destination given.
  "fileSelectors": [
    { "directory": "assets" }
    // { "file": "README.txt" },
    // { "filePattern": "textures/**/*.png" },
    // { "fileSource": "build/game.dat", "fileDestination": "game.dat" },
    // { "directorySource": "build/maps", "directoryDestination": "maps" },
    // { "fileExclusion": "assets/drafts" }
  ],

  // The systems it is meant for, some of iOS, macOS, tvOS, visionOS, windows, linux. Default: [], every system.
  // "platforms": ["windows", "macOS", "linux"],

  // For a localized pack: a language code with an optional script and region.
  // "language": "pt-BR",

  // Your own JSON; apps find it as the pack's userInfo. The window shows of it: title, description, changelog (a text, a list of
  // texts, or either by version) and picture (the path of a PNG, JPEG or WebP in the pack).
  "userInfo": { "title": "My Asset Pack" }
}
`
