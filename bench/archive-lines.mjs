// Lines of the shell that bring a solid archive, as scripts and launchers do.

/** Unpacks what comes, or a file, into the folder `out`. */
export function unpackLine(archive = '') {
  return `zstd -q -d --long=27 -c ${archive} | tar -x -C out`
}

/**
 * Fetches an archive with eight connections, checks and unpacks it.
 *
 * @param {{ url: string, sha256: string, certificate?: string }} archive the certificate is of the authority, for https
 */
export function aria2Line({ url, sha256, certificate }) {
  const file = 'full.tar.zst'
  const trust = certificate === undefined ? '' : `--ca-certificate=${certificate}`
  const fetch = `aria2c -q -x8 -s8 -k1M ${trust} --allow-overwrite --checksum=sha-256=${sha256} -o ${file} ${url}`
  return `${fetch}; ${unpackLine(file)}; rm ${file}`
}
